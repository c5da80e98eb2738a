/// What may happen to a picture before a model sees it: pure functions of the picture and a
/// [dev.uvaha.images.RandomStream].
///
/// Every [Augmentation] here is a record, whose text says all of its settings.
///
/// ```java
/// var augmentation = Augmentation.sequence(List.of(
///     new RandomCrop(4), new HorizontalFlip(0.5), new RandAugment(2, 9)));
/// ```
@NullMarked
package dev.uvaha.images.augment;

import org.jspecify.annotations.NullMarked;
