/// Llama and its relatives: decoder-only Transformers with rotary positions, RMS norms, gated
/// feed-forward networks and shared heads of keys (Touvron et al. 2023).
@NullMarked
package dev.uvaha.models.llama;

import org.jspecify.annotations.NullMarked;
