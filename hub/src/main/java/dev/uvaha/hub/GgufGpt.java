package dev.uvaha.hub;

import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.nn.FeedForward.Activation;

/// GPT-2: its three input maps are one matrix, and its matrices stand as ours.
record GgufGpt() implements GgufArchitecture<GptConfig, CausalTransformer> {
  @Override
  public GptFolder folder() {
    return new GptFolder();
  }

  @Override
  public GptConfig config(GgufFile file) {
    var values = file.values();
    var width = values.integer("gpt2.embedding_length");
    return new GptConfig(
        (int) file.shape("token_embd.weight").size(0),
        values.integer("gpt2.block_count"),
        values.integer("gpt2.attention.head_count"),
        width,
        values.maybeInteger("gpt2.feed_forward_length").orElse(4 * width),
        values.integer("gpt2.context_length"),
        Activation.GELU_TANH,
        values.maybeNumber("gpt2.attention.layer_norm_epsilon").orElse(1e-5),
        0);
  }

  @Override
  public TensorNames names(GptConfig config) {
    var block = "blocks\\.(\\d+)\\.";
    return new TensorNames()
        .rule("tokens\\.weight", "token_embd.weight")
        .rule("positions\\.table\\.weight", "position_embd.weight")
        .rule(block + "self_attention_norm\\.(.+)", "blk.$1.attn_norm.$2")
        .rule(
            block + "self_attention\\.(query|key|value)\\.(.+)",
            "blk.$1.attn_qkv.$3",
            (match, name) -> Origin.of(name).part(GptFolder.third(match.group(2)), 3))
        .rule(block + "self_attention\\.output\\.(.+)", "blk.$1.attn_output.$2")
        .rule(block + "feed_forward_norm\\.(.+)", "blk.$1.ffn_norm.$2")
        .rule(block + "feed_forward\\.inner\\.(.+)", "blk.$1.ffn_up.$2")
        .rule(block + "feed_forward\\.outer\\.(.+)", "blk.$1.ffn_down.$2")
        .rule("norm\\.(.+)", "output_norm.$1")
        .ignore("output\\.weight"); // the embedding once more
  }
}
