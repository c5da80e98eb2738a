package dev.uvaha.hub;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.RotaryFrequencies;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.llama.Llama;
import dev.uvaha.models.llama.LlamaConfig;
import dev.uvaha.models.llama.LlamaConfig.Biases;
import dev.uvaha.models.llama.LlamaConfig.Head;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Llama, and Mistral, Qwen2 and SmolLM, which are laid out as it is.
record LlamaFolder() implements HubFolder<LlamaConfig, CausalTransformer> {
  @Override
  public List<String> types() {
    return List.of("llama", "mistral", "qwen2");
  }

  @Override
  public String prefix() {
    return "model.";
  }

  @Override
  public LlamaConfig config(HubConfig config, Set<String> tensors) {
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
      // what grows with the text beyond the context is the same within it
      case "default", "dynamic" -> plain;
      case "linear" -> new RotaryFrequencies.Interpolated(plain, rope.number("factor", 1));
      case "llama3" ->
          new RotaryFrequencies.ByWavelength(
              plain,
              rope.number("factor", 1),
              rope.number("low_freq_factor", 1),
              rope.number("high_freq_factor", 4),
              rope.integer("original_max_position_embeddings", longest));
      case "yarn" -> yarn(rope, plain, longest);
      default ->
          throw new IllegalArgumentException(
              "%s: rotary positions of the type %s are unknown; known are default, dynamic, linear, llama3 and yarn"
                  .formatted(config.file(), type));
    };
  }

  private static RotaryFrequencies yarn(
      HubConfig rope, RotaryFrequencies.Plain plain, int longest) {
    rope.refuse(!rope.flag("truncate", true), "truncate=false of yarn");
    rope.refuse(
        rope.number("mscale", 0) > 0 && rope.number("mscale_all_dim", 0) > 0, "mscale of yarn");
    var original = rope.integer("original_max_position_embeddings", longest);
    var factor = rope.number("factor", (double) longest / original);
    return new RotaryFrequencies.Yarn(
        plain,
        factor,
        rope.number("beta_slow", 1),
        rope.number("beta_fast", 32),
        original,
        rope.number("attention_factor", RotaryFrequencies.Yarn.gainOf(factor)));
  }

  @Override
  public void describe(LlamaConfig config, ObjectNode json) {
    var attention = config.attention();
    var qwen = config.biases() == Biases.INPUTS;
    json.put("model_type", qwen ? "qwen2" : "llama")
        .put("vocab_size", config.vocabulary())
        .put("num_hidden_layers", config.layers())
        .put("hidden_size", attention.width())
        .put("num_attention_heads", attention.heads())
        .put("num_key_value_heads", attention.keyHeads())
        .put("head_dim", attention.headWidth())
        .put("intermediate_size", config.innerWidth())
        .put("hidden_act", "silu")
        .put("max_position_embeddings", config.maximumLength())
        .put("rms_norm_eps", config.epsilon())
        .put("attention_bias", config.biases() != Biases.NONE)
        .put("mlp_bias", false)
        .put("use_sliding_window", false)
        .put("tie_word_embeddings", config.head() == Head.TIED)
        .putNull("bos_token_id")
        .putNull("eos_token_id");
    json.putArray("architectures").add(qwen ? "Qwen2ForCausalLM" : "LlamaForCausalLM");
    describe(config.rotary(), json);
  }

  /// As older files have them and as newer ones do, so that readers of either find them.
  private static void describe(RotaryFrequencies frequencies, ObjectNode json) {
    var newer = json.putObject("rope_parameters");
    switch (frequencies) {
      case RotaryFrequencies.Plain _ -> newer.put("rope_type", "default");
      case RotaryFrequencies.Interpolated linear ->
          newer.put("rope_type", "linear").put("factor", linear.factor());
      case RotaryFrequencies.ByWavelength waves ->
          newer
              .put("rope_type", "llama3")
              .put("factor", waves.factor())
              .put("low_freq_factor", waves.seldom())
              .put("high_freq_factor", waves.often())
              .put("original_max_position_embeddings", waves.original());
      case RotaryFrequencies.Yarn yarn ->
          newer
              .put("rope_type", "yarn")
              .put("factor", yarn.factor())
              .put("beta_slow", yarn.slow())
              .put("beta_fast", yarn.fast())
              .put("attention_factor", yarn.gain())
              .put("original_max_position_embeddings", yarn.original());
    }
    var theta = plain(frequencies).theta();
    json.put("rope_theta", theta);
    if (frequencies instanceof RotaryFrequencies.Plain) json.putNull("rope_scaling");
    else json.set("rope_scaling", newer.deepCopy());
    newer.put("rope_theta", theta);
  }

  private static RotaryFrequencies.Plain plain(RotaryFrequencies frequencies) {
    return switch (frequencies) {
      case RotaryFrequencies.Plain plain -> plain;
      case RotaryFrequencies.Interpolated(var plain, _) -> plain;
      case RotaryFrequencies.ByWavelength(var plain, _, _, _, _) -> plain;
      case RotaryFrequencies.Yarn(var plain, _, _, _, _, _) -> plain;
    };
  }

  @Override
  public long parameterCount(LlamaConfig config) {
    return config.parameterCount();
  }

  @Override
  public Class<CausalTransformer> model() {
    return CausalTransformer.class;
  }

  @Override
  public CausalTransformer create(LlamaConfig config) {
    return Llama.create(config);
  }

  @Override
  public TensorNames names(LlamaConfig config, String prefix) {
    var block = "blocks\\.(\\d+)\\.";
    var theirs = prefix + "layers.$1.";
    var names =
        new TensorNames()
            .rule("tokens\\.weight", prefix + "embed_tokens.weight")
            .rule(block + "self_attention_norm\\.weight", theirs + "input_layernorm.weight")
            .rule(block + "self_attention\\.query\\.(.+)", theirs + "self_attn.q_proj.$2")
            .rule(block + "self_attention\\.key\\.(.+)", theirs + "self_attn.k_proj.$2")
            .rule(block + "self_attention\\.value\\.(.+)", theirs + "self_attn.v_proj.$2")
            .rule(block + "self_attention\\.output\\.(.+)", theirs + "self_attn.o_proj.$2")
            .rule(block + "feed_forward_norm\\.weight", theirs + "post_attention_layernorm.weight")
            .rule(block + "feed_forward\\.(gate|up|down)\\.weight", theirs + "mlp.$2_proj.weight")
            .rule("norm\\.weight", prefix + "norm.weight")
            .rule("head", "lm_head.weight")
            .ignore(".*\\.rotary_emb\\.inv_freq");
    return config.head() == Head.TIED
        ? names.ignore("lm_head\\.weight") // the embedding once more
        : names;
  }
}
