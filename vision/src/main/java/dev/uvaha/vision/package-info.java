/// Vision Transformers (Dosovitskiy et al. 2021) trained on pictures, with labels and without, by
/// recipes; and what came of them in use and looked into.
@NullMarked
package dev.uvaha.vision;

import org.jspecify.annotations.NullMarked;
