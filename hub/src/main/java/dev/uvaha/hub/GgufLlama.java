package dev.uvaha.hub;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.RotaryFrequencies;
import dev.uvaha.hub.Origin.Layout;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.llama.LlamaConfig;
import dev.uvaha.models.llama.LlamaConfig.Biases;
import dev.uvaha.models.llama.LlamaConfig.Head;
import dev.uvaha.tensor.TensorScope;

/// Llama and Qwen2.
///
/// @param name of the architecture, which metadata begin with
/// @param rows how the rows of queries and keys stand
record GgufLlama(String name, Rows rows)
    implements GgufArchitecture<LlamaConfig, CausalTransformer> {
  /// Which rows of a head turn together.
  enum Rows {
    /// Those half a head apart, as with us.
    HALVES,
    /// Neighbours.
    PAIRED
  }

  private static final String FREQUENCIES = "rope_freqs.weight";
  private static final int ORIGINAL_CONTEXT = 8192;
  private static final double SAME = 1e-3;

  @Override
  public LlamaFolder folder() {
    return new LlamaFolder();
  }

  @Override
  public LlamaConfig config(GgufFile file) {
    var values = file.values();
    refuse(file, values.maybeInteger(name + ".expert_count").orElse(0) > 0, "a mixture of experts");
    var longest = values.integer(name + ".context_length");
    refuse(
        file,
        values.maybeInteger(name + ".attention.sliding_window").orElse(longest) < longest,
        "a sliding window");
    var width = values.integer(name + ".embedding_length");
    var heads = values.integer(name + ".attention.head_count");
    var headWidth =
        values.maybeInteger(name + ".attention.key_length").orElse(width / Math.max(1, heads));
    refuse(
        file,
        !values.maybeInteger(name + ".attention.value_length").orElse(headWidth).equals(headWidth),
        "another width of values than of keys");
    refuse(
        file,
        !values.maybeInteger(name + ".rope.dimension_count").orElse(headWidth).equals(headWidth),
        "turning a part of each head");
    return new LlamaConfig(
        (int) file.shape("token_embd.weight").size(0),
        values.integer(name + ".block_count"),
        new AttentionConfig(
            width,
            heads,
            values.maybeInteger(name + ".attention.head_count_kv").orElse(heads),
            headWidth,
            0),
        values.integer(name + ".feed_forward_length"),
        longest,
        frequencies(file, headWidth),
        values.number(name + ".attention.layer_norm_rms_epsilon"),
        biases(file),
        file.names().contains("output.weight") ? Head.OWN : Head.TIED);
  }

  private static void refuse(GgufFile file, boolean differs, String what) {
    if (differs)
      throw new IllegalArgumentException(file.path() + ": " + what + " is not supported");
  }

  private static Biases biases(GgufFile file) {
    if (!file.names().contains("blk.0.attn_q.bias")) return Biases.NONE;
    return file.names().contains("blk.0.attn_output.bias") ? Biases.ALL : Biases.INPUTS;
  }

  private RotaryFrequencies frequencies(GgufFile file, int headWidth) {
    var values = file.values();
    var plain =
        new RotaryFrequencies.Plain(values.maybeNumber(name + ".rope.freq_base").orElse(10_000.0));
    if (file.names().contains(FREQUENCIES)) return byWavelength(file, plain, headWidth);
    var scaling = values.maybeText(name + ".rope.scaling.type").orElse("none");
    return switch (scaling) {
      case "none" -> plain;
      case "linear" ->
          new RotaryFrequencies.Interpolated(plain, values.number(name + ".rope.scaling.factor"));
      case "yarn" -> yarn(file, plain);
      default ->
          throw new IllegalArgumentException(
              "%s: rotary positions of the type %s are unknown; known are none, linear and yarn"
                  .formatted(file.path(), scaling));
    };
  }

  private RotaryFrequencies yarn(GgufFile file, RotaryFrequencies.Plain plain) {
    var values = file.values();
    var scaling = name + ".rope.scaling.";
    var factor = values.number(scaling + "factor");
    refuse(
        file,
        values.maybeNumber(scaling + "attn_factor").orElse(1.0) != 1
            || values.maybeNumber(scaling + "yarn_log_multiplier").orElse(0.0) != 0,
        "another growth of YaRN's scores than the paper's");
    return new RotaryFrequencies.Yarn(
        plain,
        factor,
        values.maybeNumber(scaling + "yarn_beta_slow").orElse(1.0),
        values.maybeNumber(scaling + "yarn_beta_fast").orElse(32.0),
        values.integer(scaling + "original_context_length"),
        RotaryFrequencies.Yarn.gainOf(factor));
  }

  /// Llama 3's: the file holds what each frequency is divided by, and not the formula's numbers.
  /// All published models have the same but for the factor, which is the greatest divisor.
  private static RotaryFrequencies byWavelength(
      GgufFile file, RotaryFrequencies.Plain plain, int headWidth) {
    try (var _ = TensorScope.open()) {
      var divisors = file.tensor(FREQUENCIES).toFloats();
      var factor = 1.0;
      for (var divisor : divisors) factor = Math.max(factor, divisor);
      var found = new RotaryFrequencies.ByWavelength(plain, factor, 1, 4, ORIGINAL_CONTEXT);
      var expected = found.of(headWidth);
      var unscaled = plain.of(headWidth);
      var same = divisors.length == expected.length;
      for (var i = 0; same && i < divisors.length; i++)
        same = Math.abs(unscaled[i] / expected[i] / divisors[i] - 1) < SAME;
      refuse(file, !same, FREQUENCIES + " of another model than Llama 3");
      return found;
    }
  }

  @Override
  public TensorNames names(LlamaConfig config) {
    var block = "blocks\\.(\\d+)\\.";
    var attention = config.attention();
    return new TensorNames()
        .rule("tokens\\.weight", "token_embd.weight")
        .rule(block + "self_attention_norm\\.weight", "blk.$1.attn_norm.weight")
        .rule(
            block + "self_attention\\.query\\.(.+)",
            "blk.$1.attn_q.$2",
            (_, name) -> turning(name, attention.heads()))
        .rule(
            block + "self_attention\\.key\\.(.+)",
            "blk.$1.attn_k.$2",
            (_, name) -> turning(name, attention.keyHeads()))
        .rule(block + "self_attention\\.value\\.(.+)", "blk.$1.attn_v.$2")
        .rule(block + "self_attention\\.output\\.(.+)", "blk.$1.attn_output.$2")
        .rule(block + "feed_forward_norm\\.weight", "blk.$1.ffn_norm.weight")
        .rule(block + "feed_forward\\.(gate|up|down)\\.weight", "blk.$1.ffn_$2.weight")
        .rule("norm\\.weight", "output_norm.weight")
        .rule("head", "output.weight")
        .ignore("rope_freqs\\.weight") // a setting
        .ignore("blk\\.\\d+\\.attn_rot_embd");
  }

  private Origin turning(String name, int heads) {
    return switch (rows) {
      case HALVES -> Origin.of(name);
      case PAIRED -> Origin.of(name).as(new Layout.Paired(heads));
    };
  }
}
