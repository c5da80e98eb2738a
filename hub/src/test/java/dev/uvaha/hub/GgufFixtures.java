package dev.uvaha.hub;

import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The fixtures as llama.cpp's converter writes them.
final class GgufFixtures {
  /// By their beginnings in Hugging Face's names and in GGUF's.
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("transformer.wte.", "token_embd."),
          Map.entry("transformer.wpe.", "position_embd."),
          Map.entry("transformer.ln_f.", "output_norm."),
          Map.entry("model.embed_tokens.", "token_embd."),
          Map.entry("model.norm.", "output_norm."),
          Map.entry("lm_head.", "output."));

  /// Within a block.
  private static final Map<String, String> PARTS =
      Map.ofEntries(
          Map.entry("ln_1.", "attn_norm."),
          Map.entry("ln_2.", "ffn_norm."),
          Map.entry("attn.c_attn.", "attn_qkv."),
          Map.entry("attn.c_proj.", "attn_output."),
          Map.entry("mlp.c_fc.", "ffn_up."),
          Map.entry("mlp.c_proj.", "ffn_down."),
          Map.entry("input_layernorm.", "attn_norm."),
          Map.entry("post_attention_layernorm.", "ffn_norm."),
          Map.entry("self_attn.q_proj.", "attn_q."),
          Map.entry("self_attn.k_proj.", "attn_k."),
          Map.entry("self_attn.v_proj.", "attn_v."),
          Map.entry("self_attn.o_proj.", "attn_output."),
          Map.entry("mlp.gate_proj.", "ffn_gate."),
          Map.entry("mlp.up_proj.", "ffn_up."),
          Map.entry("mlp.down_proj.", "ffn_down."));

  private GgufFixtures() {}

  /// A fixture's sizes and weights.
  static GgufWriter of(String fixture) {
    var folder = Fixtures.folder(fixture);
    var json = HubConfig.read(folder);
    var writer = new GgufWriter();
    if (json.modelType().equals("gpt2")) describeGpt(json, writer);
    else describeLlama(json, writer);
    try (var _ = TensorScope.open();
        var checkpoint = Checkpoint.open(folder)) {
      for (var name : checkpoint.names()) write(name, checkpoint.tensor(name), json, writer);
    }
    return writer;
  }

  private static void describeGpt(HubConfig json, GgufWriter writer) {
    writer
        .put("general.architecture", "gpt2")
        .put("gpt2.embedding_length", json.integer("n_embd"))
        .put("gpt2.block_count", json.integer("n_layer"))
        .put("gpt2.attention.head_count", json.integer("n_head"))
        .put("gpt2.context_length", json.integer("n_positions"))
        .put("gpt2.attention.layer_norm_epsilon", 1e-5f);
  }

  private static void describeLlama(HubConfig json, GgufWriter writer) {
    var name = json.modelType();
    var rope = json.inner("rope_parameters").orElseThrow();
    writer
        .put("general.architecture", name)
        .put(name + ".embedding_length", json.integer("hidden_size"))
        .put(name + ".block_count", json.integer("num_hidden_layers"))
        .put(name + ".attention.head_count", json.integer("num_attention_heads"))
        .put(name + ".attention.head_count_kv", json.integer("num_key_value_heads"))
        .put(name + ".feed_forward_length", json.integer("intermediate_size"))
        .put(name + ".context_length", json.integer("max_position_embeddings"))
        .put(name + ".attention.layer_norm_rms_epsilon", 1e-6f)
        .put(name + ".rope.freq_base", (float) rope.number("rope_theta", 0));
    if (rope.text("rope_type", "").equals("linear"))
      writer
          .put(name + ".rope.scaling.type", "linear")
          .put(name + ".rope.scaling.factor", (float) rope.number("factor", 1));
    if (rope.text("rope_type", "").equals("yarn"))
      writer
          .put(name + ".rope.scaling.type", "yarn")
          .put(name + ".rope.scaling.factor", (float) rope.number("factor", 1))
          .put(name + ".rope.scaling.yarn_beta_fast", (float) rope.number("beta_fast", 32))
          .put(name + ".rope.scaling.yarn_beta_slow", (float) rope.number("beta_slow", 1))
          .put(
              name + ".rope.scaling.original_context_length",
              rope.integer("original_max_position_embeddings"));
    if (json.object().has("head_dim"))
      writer.put(name + ".attention.key_length", json.integer("head_dim"));
  }

  private static void write(String theirs, Tensor tensor, HubConfig json, GgufWriter writer) {
    var name = renamed(theirs);
    var upright =
        json.modelType().equals("gpt2") && theirs.contains(".h.") && tensor.shape().rank() == 2
            ? tensor.transpose(0, 1)
            : tensor;
    var values = upright.toFloats();
    var rows = (int) upright.size(0);
    if (json.modelType().equals("llama") && theirs.contains("q_proj"))
      values = paired(values, rows, json.integer("num_attention_heads"));
    if (json.modelType().equals("llama") && theirs.contains("k_proj"))
      values = paired(values, rows, json.integer("num_key_value_heads"));
    writer.tensor(name, values, upright.shape().sizes());
  }

  private static String renamed(String theirs) {
    for (var name : new TreeMap<>(NAMES).entrySet())
      if (theirs.startsWith(name.getKey())) return theirs.replace(name.getKey(), name.getValue());
    var block = theirs.replaceFirst("^(transformer\\.h|model\\.layers)\\.(\\d+)\\..*", "blk.$2.");
    for (var part : PARTS.entrySet())
      if (theirs.contains("." + part.getKey()))
        return block + part.getValue() + theirs.substring(theirs.lastIndexOf('.') + 1);
    throw new AssertionError(theirs);
  }

  /// Row `i` and row `i + H/2` of each head, side by side.
  private static float[] paired(float[] values, int rows, int heads) {
    var columns = values.length / rows;
    var head = rows / heads;
    var result = new float[values.length];
    for (var row = 0; row < rows; row++) {
      var within = row % head;
      var to = row - within + (within < head / 2 ? 2 * within : 2 * (within - head / 2) + 1);
      System.arraycopy(values, row * columns, result, to * columns, columns);
    }
    return result;
  }

  /// A list of `count` tokens that spell nothing.
  static List<String> tokens(int count) {
    var tokens = new ArrayList<String>();
    for (var id = 0; id < count; id++) tokens.add("t" + id);
    return tokens;
  }
}
