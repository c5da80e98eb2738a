package dev.uvaha.hub;

import dev.uvaha.hub.Origin.Layout;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import tools.jackson.databind.node.ObjectNode;

/// GPT-2: its three input maps are one matrix, and its matrices stand the other way round.
record GptFolder() implements HubFolder<GptConfig, CausalTransformer> {
  @Override
  public List<String> types() {
    return List.of("gpt2");
  }

  @Override
  public String prefix() {
    return "transformer.";
  }

  @Override
  public GptConfig config(HubConfig json, Set<String> tensors) {
    json.refuse(
        json.flag("scale_attn_by_inverse_layer_idx", false), "scale_attn_by_inverse_layer_idx");
    json.refuse(!json.flag("scale_attn_weights", true), "scale_attn_weights=false");
    json.refuse(json.flag("add_cross_attention", false), "add_cross_attention");
    json.refuse(!json.flag("tie_word_embeddings", true), "tie_word_embeddings=false");
    var width = json.integer("n_embd");
    return new GptConfig(
        json.integer("vocab_size"),
        json.integer("n_layer"),
        json.integer("n_head"),
        width,
        json.integer("n_inner", 4 * width),
        json.integer("n_positions"),
        json.activation("activation_function", "gelu_new"),
        json.number("layer_norm_epsilon", 1e-5),
        json.number("resid_pdrop", 0));
  }

  @Override
  public void describe(GptConfig config, ObjectNode json) {
    json.put("model_type", "gpt2")
        .put("vocab_size", config.vocabulary())
        .put("n_layer", config.layers())
        .put("n_head", config.heads())
        .put("n_embd", config.width())
        .put("n_inner", config.innerWidth())
        .put("n_positions", config.maximumLength())
        .put("activation_function", HubConfig.name(config.activation()))
        .put("layer_norm_epsilon", config.epsilon())
        .put("resid_pdrop", config.dropout())
        .put("attn_pdrop", config.dropout())
        .put("embd_pdrop", config.dropout())
        .put("tie_word_embeddings", true)
        .putNull("bos_token_id")
        .putNull("eos_token_id")
        .putArray("architectures")
        .add("GPT2LMHeadModel");
  }

  @Override
  public long parameterCount(GptConfig config) {
    return config.parameterCount();
  }

  @Override
  public Class<CausalTransformer> model() {
    return CausalTransformer.class;
  }

  @Override
  public CausalTransformer create(GptConfig config) {
    return Gpt.create(config);
  }

  @Override
  public TensorNames names(GptConfig config, String prefix) {
    var block = "blocks\\.(\\d+)\\.";
    var theirs = prefix + "h.$1.";
    return new TensorNames()
        .rule("tokens\\.weight", prefix + "wte.weight")
        .rule("positions\\.table\\.weight", prefix + "wpe.weight")
        .rule(block + "self_attention_norm\\.(.+)", theirs + "ln_1.$2")
        .rule(
            block + "self_attention\\.(query|key|value)\\.(.+)",
            theirs + "attn.c_attn.$3",
            (match, name) -> turned(match, name).part(third(match.group(2)), 3))
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
        ? Origin.of(name).as(new Layout.Transposed())
        : Origin.of(name);
  }

  /// Which third of the three maps together is this one.
  static int third(String map) {
    return switch (map) {
      case "query" -> 0;
      case "key" -> 1;
      default -> 2;
    };
  }
}
