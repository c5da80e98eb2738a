package dev.uvaha.hub;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.RotaryFrequencies;
import dev.uvaha.models.llama.LlamaConfig;
import dev.uvaha.models.llama.LlamaConfig.Biases;
import dev.uvaha.models.llama.LlamaConfig.Head;

/// Llama, and Mistral, Qwen2 and SmolLM, which are laid out as it is.
final class LlamaFolder {
  private LlamaFolder() {}

  static LlamaConfig config(HubConfig config) {
    config.refuse(config.flag("mlp_bias", false), "mlp_bias");
    config.refuse(
        !config.text("hidden_act", "silu").equals("silu"), "another hidden_act than silu");
    var longest = config.integer("max_position_embeddings");
    config.refuse(slides(config, longest), "a sliding window");
    var width = config.integer("hidden_size");
    var heads = config.integer("num_attention_heads");
    return new LlamaConfig(
        config.integer("vocab_size"),
        config.integer("num_hidden_layers"),
        new AttentionConfig(
            width,
            heads,
            config.integer("num_key_value_heads", heads),
            config.integer("head_dim", width / Math.max(1, heads)),
            0),
        config.integer("intermediate_size"),
        longest,
        frequencies(config, longest),
        config.number("rms_norm_eps", 1e-6),
        biases(config),
        config.flag("tie_word_embeddings", false) ? Head.TIED : Head.OWN);
  }

  /// Whether some position would not see all before it.
  private static boolean slides(HubConfig config, int longest) {
    return config.flag("use_sliding_window", config.modelType().equals("mistral"))
        && config.integer("sliding_window", longest) < longest;
  }

  private static Biases biases(HubConfig config) {
    if (config.modelType().equals("qwen2")) return Biases.INPUTS;
    return config.flag("attention_bias", false) ? Biases.ALL : Biases.NONE;
  }

  /// Older files keep `rope_theta` beside `rope_scaling`, newer ones all in `rope_parameters`.
  private static RotaryFrequencies frequencies(HubConfig config, int longest) {
    var newer = config.inner("rope_parameters");
    var scaling = newer.or(() -> config.inner("rope_scaling"));
    var theta = newer.orElse(config).number("rope_theta", 10_000);
    var plain = new RotaryFrequencies.Plain(theta);
    if (scaling.isEmpty()) return plain;
    var rope = scaling.get();
    var type = rope.text("rope_type", rope.text("type", "default"));
    return switch (type) {
      case "default" -> plain;
      case "linear" -> new RotaryFrequencies.Interpolated(plain, rope.number("factor", 1));
      case "llama3" ->
          new RotaryFrequencies.ByWavelength(
              plain,
              rope.number("factor", 1),
              rope.number("low_freq_factor", 1),
              rope.number("high_freq_factor", 4),
              rope.integer("original_max_position_embeddings", longest));
      default ->
          throw new IllegalArgumentException(
              "%s: rotary positions of the type %s are unknown; known are default, linear and llama3"
                  .formatted(config.file(), type));
    };
  }

  static TensorNames names() {
    var block = "blocks\\.(\\d+)\\.";
    var theirs = "model.layers.$1.";
    return new TensorNames()
        .rule("tokens\\.weight", "model.embed_tokens.weight")
        .rule(block + "self_attention_norm\\.weight", theirs + "input_layernorm.weight")
        .rule(block + "self_attention\\.query\\.(.+)", theirs + "self_attn.q_proj.$2")
        .rule(block + "self_attention\\.key\\.(.+)", theirs + "self_attn.k_proj.$2")
        .rule(block + "self_attention\\.value\\.(.+)", theirs + "self_attn.v_proj.$2")
        .rule(block + "self_attention\\.output\\.(.+)", theirs + "self_attn.o_proj.$2")
        .rule(block + "feed_forward_norm\\.weight", theirs + "post_attention_layernorm.weight")
        .rule(block + "feed_forward\\.(gate|up|down)\\.weight", theirs + "mlp.$2_proj.weight")
        .rule("norm\\.weight", "model.norm.weight")
        .rule("head", "lm_head.weight")
        .ignore(".*\\.rotary_emb\\.inv_freq");
  }

  /// With a tied head, a copy of the embedding may stand in the file.
  static TensorNames names(LlamaConfig config) {
    return config.head() == Head.TIED ? names().ignore("lm_head\\.weight") : names();
  }
}
