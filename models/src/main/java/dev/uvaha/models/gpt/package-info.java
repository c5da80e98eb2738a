/// GPT: a decoder-only Transformer with learned positions (Radford et al. 2018, 2019).
@NullMarked
package dev.uvaha.models.gpt;

import org.jspecify.annotations.NullMarked;
