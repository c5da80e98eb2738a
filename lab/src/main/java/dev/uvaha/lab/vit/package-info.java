/// What decides how well a Vision Transformer sees: how fine it cuts pictures, whether it knows
/// where a patch was, and, where labels are few, whether it has seen pictures without any.
@NullMarked
package dev.uvaha.lab.vit;

import org.jspecify.annotations.NullMarked;
