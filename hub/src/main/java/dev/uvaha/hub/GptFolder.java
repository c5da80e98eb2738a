package dev.uvaha.hub;

import dev.uvaha.models.gpt.GptConfig;
import java.util.regex.MatchResult;

/// GPT-2: its three input maps are one matrix, and its matrices stand the other way round.
final class GptFolder {
  private GptFolder() {}

  static GptConfig config(HubConfig config) {
    config.refuse(
        config.flag("scale_attn_by_inverse_layer_idx", false), "scale_attn_by_inverse_layer_idx");
    config.refuse(!config.flag("scale_attn_weights", true), "scale_attn_weights=false");
    config.refuse(config.flag("add_cross_attention", false), "add_cross_attention");
    config.refuse(!config.flag("tie_word_embeddings", true), "tie_word_embeddings=false");
    var width = config.integer("n_embd");
    return new GptConfig(
        config.integer("vocab_size"),
        config.integer("n_layer"),
        config.integer("n_head"),
        width,
        config.integer("n_inner", 4 * width),
        config.integer("n_positions"),
        config.activation("activation_function", "gelu_new"),
        config.number("layer_norm_epsilon", 1e-5),
        config.number("resid_pdrop", 0));
  }

  /// @param prefix `transformer.`, or nothing in checkpoints of the model without its head
  static TensorNames names(String prefix) {
    var block = "blocks\\.(\\d+)\\.";
    var theirs = prefix + "h.$1.";
    return new TensorNames()
        .rule("tokens\\.weight", prefix + "wte.weight")
        .rule("positions\\.table\\.weight", prefix + "wpe.weight")
        .rule(block + "self_attention_norm\\.(.+)", theirs + "ln_1.$2")
        .rule(
            block + "self_attention\\.(query|key|value)\\.(.+)",
            theirs + "attn.c_attn.$3",
            GptFolder::third)
        .rule(
            block + "self_attention\\.output\\.(.+)", theirs + "attn.c_proj.$2", GptFolder::turned)
        .rule(block + "feed_forward_norm\\.(.+)", theirs + "ln_2.$2")
        .rule(block + "feed_forward\\.inner\\.(.+)", theirs + "mlp.c_fc.$2", GptFolder::turned)
        .rule(block + "feed_forward\\.outer\\.(.+)", theirs + "mlp.c_proj.$2", GptFolder::turned)
        .rule("norm\\.(.+)", prefix + "ln_f.$1")
        .ignore(".*\\.attn\\.(bias|masked_bias)") // the causal mask
        .ignore("lm_head\\.weight"); // the embedding once more
  }

  private static Origin turned(MatchResult match, String name) {
    return match.group(match.groupCount()).equals("weight")
        ? Origin.of(name).transpose()
        : Origin.of(name);
  }

  private static Origin third(MatchResult match, String name) {
    var part =
        switch (match.group(2)) {
          case "query" -> 0;
          case "key" -> 1;
          default -> 2;
        };
    return turned(match, name).part(part, 3);
  }
}
