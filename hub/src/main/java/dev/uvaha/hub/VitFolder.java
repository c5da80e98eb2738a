package dev.uvaha.hub;

import dev.uvaha.hub.Origin.Layout;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.vit.PatchPositions;
import dev.uvaha.models.vit.Patches;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.models.vit.VitConfig;
import dev.uvaha.models.vit.VitConfig.Pooler;
import dev.uvaha.models.vit.VitEncoderConfig;
import dev.uvaha.models.vit.VitEncoderConfig.Biases;
import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import tools.jackson.databind.node.ObjectNode;

/// ViT, with a head for labels, or without and then perhaps with a pooler. It embeds patches by a
/// convolution, and always has a class token and a table of positions.
record VitFolder() implements HubFolder<VitConfig, Vit> {
  private static final String HEAD = "classifier.weight";
  private static final String POOLER = "pooler.dense.weight";
  private static final String POSITIONS = "embeddings.position_embeddings";
  private static final int LABELS = 2; // where nothing says how many

  @Override
  public List<String> types() {
    return List.of("vit");
  }

  @Override
  public String prefix() {
    return "vit.";
  }

  @Override
  public String writtenPrefix(VitConfig config) {
    return config.labels() == 0 ? "" : prefix();
  }

  @Override
  public VitConfig config(HubConfig json, Set<String> tensors) {
    var block =
        new BlockConfig(
            json.integer("hidden_size"),
            json.integer("num_attention_heads"),
            json.integer("intermediate_size"),
            json.activation("hidden_act", "gelu"),
            NormOrder.PRE,
            json.number("hidden_dropout_prob", 0));
    var head = tensors.contains(HEAD);
    // Hugging Face's classifier reads the class token itself, whatever else a checkpoint holds.
    var pooler = !head && (tensors.contains(POOLER) || tensors.contains(prefix() + POOLER));
    json.refuse(
        pooler && !json.text("pooler_act", "tanh").equals("tanh"), "another pooler_act than tanh");
    json.refuse(
        pooler && json.integer("pooler_output_size", block.width()) != block.width(),
        "another pooler_output_size than hidden_size");
    var encoder =
        new VitEncoderConfig(
            new Patches(
                json.integer("image_size", 224),
                json.integer("patch_size", 16),
                json.integer("num_channels", 3)),
            json.integer("num_hidden_layers"),
            block,
            json.flag("qkv_bias", true) ? Biases.ALL : Biases.OUTPUT,
            PositionKind.LEARNED,
            Pooling.CLASS_TOKEN,
            json.number("layer_norm_eps", 1e-12));
    return new VitConfig(encoder, pooler ? Pooler.TANH : Pooler.NONE, head ? labels(json) : 0);
  }

  private static int labels(HubConfig json) {
    return json.inner("id2label")
        .map(names -> names.object().size())
        .orElseGet(() -> json.integer("num_labels", LABELS));
  }

  @Override
  public void describe(VitConfig config, ObjectNode json) {
    var encoder = config.encoder();
    if (encoder.pooling() != Pooling.CLASS_TOKEN)
      throw new IllegalArgumentException(
          "Hugging Face's ViT has a class token, and this one has none: it takes the "
              + encoder.pooling());
    if (config.pooler() == Pooler.TANH && config.labels() > 0)
      throw new IllegalArgumentException(
          "Hugging Face's ViT has a pooler or labels, and this one has both");
    var block = encoder.block();
    json.put("model_type", "vit")
        .put("image_size", encoder.patches().imageSize())
        .put("patch_size", encoder.patches().patchSize())
        .put("num_channels", encoder.patches().channels())
        .put("num_hidden_layers", encoder.layers())
        .put("hidden_size", block.width())
        .put("num_attention_heads", block.heads())
        .put("intermediate_size", block.innerWidth())
        .put("hidden_act", HubConfig.name(block.activation()))
        .put("hidden_dropout_prob", block.dropout())
        .put("attention_probs_dropout_prob", block.dropout())
        .put("layer_norm_eps", encoder.epsilon())
        .put("qkv_bias", encoder.biases() == Biases.ALL)
        .put("pooler_output_size", block.width())
        .put("pooler_act", "tanh")
        .putArray("architectures")
        .add(config.labels() == 0 ? "ViTModel" : "ViTForImageClassification");
  }

  @Override
  public long parameterCount(VitConfig config) {
    return config.parameterCount();
  }

  @Override
  public Class<Vit> model() {
    return Vit.class;
  }

  @Override
  public Vit create(VitConfig config) {
    return Vit.create(config);
  }

  @Override
  public TensorNames names(VitConfig config, String prefix) {
    var block = "encoder\\.blocks\\.(\\d+)\\.";
    var theirs = prefix + "encoder.layer.$1.";
    var patches = config.encoder().patches();
    var convolution = new Layout.Convolution(patches.channels(), patches.patchSize());
    var names =
        new TensorNames()
            .rule("encoder\\.class_token", prefix + "embeddings.cls_token", VitFolder::single)
            .rule("encoder\\.positions\\.table", prefix + POSITIONS, VitFolder::single)
            .rule(
                "encoder\\.projection\\.weight",
                prefix + "embeddings.patch_embeddings.projection.weight",
                (_, name) -> Origin.of(name).as(convolution))
            .rule(
                "encoder\\.projection\\.bias",
                prefix + "embeddings.patch_embeddings.projection.bias")
            .rule(
                block + "self_attention\\.(query|key|value)\\.(.+)",
                theirs + "attention.attention.$2.$3")
            .rule(block + "self_attention\\.output\\.(.+)", theirs + "attention.output.dense.$2")
            .rule(block + "self_attention_norm\\.(.+)", theirs + "layernorm_before.$2")
            .rule(block + "feed_forward\\.inner\\.(.+)", theirs + "intermediate.dense.$2")
            .rule(block + "feed_forward\\.outer\\.(.+)", theirs + "output.dense.$2")
            .rule(block + "feed_forward_norm\\.(.+)", theirs + "layernorm_after.$2")
            .rule("encoder\\.norm\\.(.+)", prefix + "layernorm.$1")
            .rule("pooler\\.(.+)", prefix + "pooler.dense.$1")
            .rule("head\\.(.+)", "classifier.$1")
            .ignore("(vit\\.)?embeddings\\.mask_token") // for what was masked in pretraining
            .ignore("decoder\\..+");
    return config.labels() == 0 ? names : names.ignore("(vit\\.)?pooler\\..+");
  }

  private static Origin single(MatchResult match, String name) {
    return Origin.of(name).as(new Layout.Single());
  }

  /// Positions that are computed, or none, are a table there.
  @Override
  public Map<String, Tensor> additions(VitConfig config) {
    var encoder = config.encoder();
    var grid = encoder.patches().grid();
    return switch (encoder.positions()) {
      case LEARNED -> Map.of();
      case SINUSOIDAL ->
          table(config, PatchPositions.Sinusoidal.create(encoder.block().width(), grid));
      case NONE -> table(config, new PatchPositions.None(encoder.block().width()));
    };
  }

  private Map<String, Tensor> table(VitConfig config, PatchPositions positions) {
    var patches = positions.ofPatches(config.encoder().patches().grid(), Device.CPU);
    var rows = List.of(positions.ofClassToken(Device.CPU), patches);
    return Map.of(writtenPrefix(config) + POSITIONS, Tensors.concatenate(0, rows).unsqueeze(0));
  }
}
