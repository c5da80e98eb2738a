/// The page where Fleuret's toy task is trained before one's eyes: curves, predictions and the
/// attention matrix as they form.
@NullMarked
package dev.uvaha.studio.toy;

import org.jspecify.annotations.NullMarked;
