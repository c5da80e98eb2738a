package dev.uvaha.hub;

import dev.uvaha.hub.Origin.Layout;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.models.transformer.TransformerConfig;
import dev.uvaha.models.transformer.TransformerConfig.EmbeddingConfig;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.Logits;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.models.transformer.TransformerConfig.Scale;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Marian: the Transformer as published, but for its sinusoids, which stand in halves, and a bias
/// of the logits.
record MarianFolder() implements HubFolder<TransformerConfig, Transformer> {
  private static final String BIAS = "final_logits_bias";

  @Override
  public List<String> types() {
    return List.of("marian");
  }

  @Override
  public String prefix() {
    return "model.";
  }

  @Override
  public TransformerConfig config(HubConfig json, Set<String> tensors) {
    json.refuse(
        !json.flag("share_encoder_decoder_embeddings", true)
            || !json.flag("tie_word_embeddings", true),
        "an embedding for each side");
    var vocabulary = json.integer("vocab_size");
    same(json, "decoder_vocab_size", "vocab_size", vocabulary);
    var heads = json.integer("encoder_attention_heads");
    same(json, "decoder_attention_heads", "encoder_attention_heads", heads);
    var inner = json.integer("encoder_ffn_dim");
    same(json, "decoder_ffn_dim", "encoder_ffn_dim", inner);
    return new TransformerConfig(
        vocabulary,
        new Layers(json.integer("encoder_layers"), json.integer("decoder_layers")),
        new BlockConfig(
            json.integer("d_model"),
            heads,
            inner,
            json.activation("activation_function", "gelu"),
            NormOrder.POST,
            json.number("dropout", 0)),
        PositionKind.SINUSOIDAL_HALVES,
        json.integer("max_position_embeddings"),
        json.integer("pad_token_id"),
        new EmbeddingConfig(
            json.flag("scale_embedding", false) ? Scale.ROOT_OF_WIDTH : Scale.ONE, Logits.BIASED));
  }

  private static void same(HubConfig json, String field, String other, int value) {
    json.refuse(json.integer(field, value) != value, "another " + field + " than " + other);
  }

  @Override
  public void describe(TransformerConfig config, ObjectNode json) {
    var block = config.block();
    if (block.normOrder() != NormOrder.POST || config.positions() != PositionKind.SINUSOIDAL_HALVES)
      throw new IllegalArgumentException(
          "a Marian has norms POST and positions SINUSOIDAL_HALVES, and this Transformer has %s and %s: Hugging Face has no model of its kind"
              .formatted(block.normOrder(), config.positions()));
    json.put("model_type", "marian")
        .put("is_encoder_decoder", true)
        .put("vocab_size", config.vocabulary())
        .put("decoder_vocab_size", config.vocabulary())
        .put("encoder_layers", config.layers().encoder())
        .put("decoder_layers", config.layers().decoder())
        .put("d_model", block.width())
        .put("encoder_attention_heads", block.heads())
        .put("decoder_attention_heads", block.heads())
        .put("encoder_ffn_dim", block.innerWidth())
        .put("decoder_ffn_dim", block.innerWidth())
        .put("activation_function", HubConfig.name(block.activation()))
        .put("dropout", block.dropout())
        .put("attention_dropout", block.dropout())
        .put("activation_dropout", block.dropout())
        .put("max_position_embeddings", config.maximumLength())
        .put("scale_embedding", config.embedding().scale() == Scale.ROOT_OF_WIDTH)
        .put("share_encoder_decoder_embeddings", true)
        .put("tie_word_embeddings", true)
        .put("pad_token_id", config.padding())
        .putNull("decoder_start_token_id")
        .putNull("bos_token_id")
        .putNull("eos_token_id")
        .putNull("forced_eos_token_id")
        .putArray("architectures")
        .add("MarianMTModel");
  }

  @Override
  public long parameterCount(TransformerConfig config) {
    return config.parameterCount();
  }

  @Override
  public Class<Transformer> model() {
    return Transformer.class;
  }

  @Override
  public Transformer create(TransformerConfig config) {
    return Transformer.create(config);
  }

  @Override
  public TensorNames names(TransformerConfig config, String prefix) {
    var layer = "(encoder|decoder)\\.layers\\.(\\d+)\\.";
    var theirs = prefix + "$1.layers.$2.";
    return new TensorNames()
        .rule("embedding\\.weight", prefix + "shared.weight")
        .rule(layer + "self_attention\\.query\\.(.+)", theirs + "self_attn.q_proj.$3")
        .rule(layer + "self_attention\\.key\\.(.+)", theirs + "self_attn.k_proj.$3")
        .rule(layer + "self_attention\\.value\\.(.+)", theirs + "self_attn.v_proj.$3")
        .rule(layer + "self_attention\\.output\\.(.+)", theirs + "self_attn.out_proj.$3")
        .rule(layer + "self_attention_norm\\.(.+)", theirs + "self_attn_layer_norm.$3")
        .rule(layer + "cross_attention\\.query\\.(.+)", theirs + "encoder_attn.q_proj.$3")
        .rule(layer + "cross_attention\\.key\\.(.+)", theirs + "encoder_attn.k_proj.$3")
        .rule(layer + "cross_attention\\.value\\.(.+)", theirs + "encoder_attn.v_proj.$3")
        .rule(layer + "cross_attention\\.output\\.(.+)", theirs + "encoder_attn.out_proj.$3")
        .rule(layer + "cross_attention_norm\\.(.+)", theirs + "encoder_attn_layer_norm.$3")
        .rule(layer + "feed_forward\\.inner\\.(.+)", theirs + "fc1.$3")
        .rule(layer + "feed_forward\\.outer\\.(.+)", theirs + "fc2.$3")
        .rule(layer + "feed_forward_norm\\.(.+)", theirs + "final_layer_norm.$3")
        .rule("logit_bias", BIAS, (_, name) -> Origin.of(name).as(new Layout.Row()))
        .ignore(".*\\.embed_positions\\.weight") // the sinusoids
        .ignore(".*\\.embed_tokens\\.weight|lm_head\\.weight"); // the embedding once more
  }

  /// Theirs always has a bias.
  @Override
  public Map<String, Tensor> additions(TransformerConfig config) {
    return switch (config.embedding().logits()) {
      case BIASED -> Map.of();
      case PRODUCTS -> Map.of(BIAS, Tensors.zeros(1, config.vocabulary()));
    };
  }
}
