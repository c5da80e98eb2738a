package dev.uvaha.benchmarks;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.models.transformer.TransformerConfig;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Random;

/// Greedy decoding with cached keys and values, one sentence at a time: a run encodes the source
/// and writes so many tokens; the end token is not looked for. The peer is `decode.py`.
///
/// `--length 64 --source-length 24 --vocabulary 8000 --dtypes float32,bfloat16 --warmup 3 --repeats
/// 15`
public final class DecodingBenchmark {
  private static final int BEGIN = 1;
  private static final int SPECIALS = 3;

  private DecodingBenchmark() {}

  /// Prints milliseconds a sentence and tokens a second.
  public static void main(String[] args) {
    var arguments = Arguments.of(args);
    var repeats = Repeats.of(arguments, 15);
    var length = arguments.integer("length", 64);
    var sourceLength = arguments.integer("source-length", 24);
    var vocabulary = arguments.integer("vocabulary", 8000);
    Randomness.seed(1);
    var source = new Random(1).ints(sourceLength, SPECIALS, vocabulary).toArray();
    for (var dtype : arguments.list("dtypes", "float32,bfloat16")) {
      var model = model(vocabulary);
      model.convertTo(DataTypes.named(dtype));
      var times = Timings.measure(repeats, () -> decode(model, source, length));
      var said = new LinkedHashMap<String, Object>();
      said.put("dtype", dtype);
      said.put("length", length);
      said.put("source_length", sourceLength);
      said.put("tokens_per_second", Math.round(length / times.median()));
      times.print("decode", Timings.Unit.MILLISECONDS, said);
    }
  }

  static Transformer model(int vocabulary) {
    return Transformer.create(
        new TransformerConfig(
            vocabulary,
            new Layers(3, 3),
            new BlockConfig(256, 4, 1024, Activation.RELU, NormOrder.PRE, 0.1),
            PositionKind.SINUSOIDAL,
            1024,
            0));
  }

  static int[] decode(Transformer model, int[] source, int length) {
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var decoding =
              model.decoding(
                  Tensors.indices(source, 1, source.length), new int[] {source.length})) {
        var output = new int[length];
        var token = BEGIN;
        for (var i = 0; i < length; i++) {
          try (var _ = TensorScope.open()) {
            token = (int) decoding.step(Tensors.indices(new int[] {token}, 1)).argmax(-1).item();
          }
          output[i] = token;
        }
        return output;
      }
    });
  }
}
