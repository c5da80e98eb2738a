/// The page of runs: curves of trainings as they go, compared, and the attention of their
/// checkpoints over time.
@NullMarked
package dev.uvaha.studio.runs;

import org.jspecify.annotations.NullMarked;
