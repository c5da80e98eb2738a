/// Models as Hugging Face keeps them: a folder with `config.json` and `model.safetensors`, whole or
/// sharded.
@NullMarked
package dev.uvaha.hub;

import org.jspecify.annotations.NullMarked;
