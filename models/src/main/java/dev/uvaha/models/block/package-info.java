/// The layers that several architectures stack: attention and feed-forward, each inside a residual
/// connection.
@NullMarked
package dev.uvaha.models.block;

import org.jspecify.annotations.NullMarked;
