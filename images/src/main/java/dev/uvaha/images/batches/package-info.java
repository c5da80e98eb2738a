/// Labelled pictures in batches of floats, loaded and changed ahead on several threads:
/// [ImageBatches].
///
/// Letters: B pictures of a batch, C channels, Y rows, X columns.
@NullMarked
package dev.uvaha.images.batches;

import org.jspecify.annotations.NullMarked;
