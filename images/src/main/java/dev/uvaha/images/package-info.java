/// Pictures as plain values: read from files within limits, resized, normalised, and written.
///
/// - [PictureReader] turns a file into a [Picture], or says in one line what is wrong with it.
/// - [Resampling] makes it larger or smaller, [Normalisation] turns it into a model's numbers.
/// - [Overlay] lays a heat map over it, [ContactSheet] puts many into one, [PngFile] writes it.
///
/// `images.sets` has labelled pictures by their number, `images.augment` changes them at random,
/// and `images.batches` loads, changes and packs them on several threads.
///
/// ```java
/// var pictures = IdxFiles.read(folder, Part.TRAIN, IdxFiles.FASHION_MNIST);
/// var view = new View(new RandomCrop(4), 28, 28, Normalisation.HALF);
/// var batches = new ImageBatches(pictures, List.of(view), new BatchPlan(128, seed), 2);
/// try (var loader = batches.from(0, 0)) {
///   train(loader.next()); // [B, C, Y, X] and labels
/// }
/// ```
///
/// Letters: B pictures of a batch, C channels, Y rows, X columns.
@NullMarked
package dev.uvaha.images;

import org.jspecify.annotations.NullMarked;
