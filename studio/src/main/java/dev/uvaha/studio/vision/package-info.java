/// The page of vision: pictures as sequences of patches, where a Vision Transformer looks in them,
/// what it takes them for, and how a masked autoencoder completes them.
@NullMarked
package dev.uvaha.studio.vision;

import org.jspecify.annotations.NullMarked;
