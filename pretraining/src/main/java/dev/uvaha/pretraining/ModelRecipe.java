package dev.uvaha.pretraining;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.RotaryFrequencies;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.models.llama.LlamaConfig;
import dev.uvaha.models.llama.LlamaConfig.Biases;
import dev.uvaha.models.llama.LlamaConfig.Head;

/// The model to train; its vocabulary is the tokenizer's. In YAML, `architecture` says which it is
/// and so which keys stand beside it.
public sealed interface ModelRecipe {
  /// The longest sequence it takes, in tokens.
  int maximumLength();

  /// The model of a vocabulary.
  ModelPlan plan(int vocabulary);

  /// GPT-2's architecture.
  record GptRecipe(int layers, int heads, int width, int maximumLength, double dropout)
      implements ModelRecipe {
    public GptRecipe {
      GptConfig.of(2, layers, heads, width, maximumLength, dropout); // refuses what it cannot be
      new AttentionConfig(width, heads, dropout); // likewise
    }

    /// 4 layers of 256 with 4 heads and a context of 256: 3.2 million parameters beside the
    /// embedding.
    public static GptRecipe small() {
      return new GptRecipe(4, 4, 256, 256, 0);
    }

    @Override
    public ModelPlan plan(int vocabulary) {
      return new ModelPlan.OfGpt(
          GptConfig.of(vocabulary, layers, heads, width, maximumLength, dropout));
    }
  }

  /// Llama's architecture.
  ///
  /// @param keyHeads heads of keys and values; each serves several of queries
  /// @param innerWidth of the feed-forward networks
  /// @param theta of the rotary positions
  /// @param head whether the output has a matrix of its own
  record LlamaRecipe(
      int layers,
      int heads,
      int keyHeads,
      int width,
      int innerWidth,
      int maximumLength,
      double theta,
      Head head)
      implements ModelRecipe {
    private static final double EPSILON = 1e-5;

    public LlamaRecipe {
      config(2, layers, heads, keyHeads, width, innerWidth, maximumLength, theta, head);
    }

    /// 4 layers of 256 with 4 heads, 2 of keys, and a context of 256: 2.9 million parameters beside
    /// the embedding.
    public static LlamaRecipe small() {
      return new LlamaRecipe(4, 4, 2, 256, 704, 256, 10_000, Head.TIED);
    }

    @Override
    public ModelPlan plan(int vocabulary) {
      return new ModelPlan.OfLlama(
          config(
              vocabulary, layers, heads, keyHeads, width, innerWidth, maximumLength, theta, head));
    }

    private static LlamaConfig config(
        int vocabulary,
        int layers,
        int heads,
        int keyHeads,
        int width,
        int innerWidth,
        int maximumLength,
        double theta,
        Head head) {
      var whole = new AttentionConfig(width, heads, 0); // refuses heads that do not divide
      return new LlamaConfig(
          vocabulary,
          layers,
          new AttentionConfig(width, heads, keyHeads, whole.headWidth(), 0),
          innerWidth,
          maximumLength,
          new RotaryFrequencies.Plain(theta),
          EPSILON,
          Biases.NONE,
          head);
    }
  }
}
