/// Fetches models from huggingface.co or a mirror: [dev.uvaha.hub.pull.ModelPull].
@NullMarked
package dev.uvaha.hub.pull;

import org.jspecify.annotations.NullMarked;
