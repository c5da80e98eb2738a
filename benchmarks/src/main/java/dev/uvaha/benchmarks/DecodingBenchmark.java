package dev.uvaha.benchmarks;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.models.transformer.TransformerConfig;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// Greedy decoding with cached keys and values, one sentence at a time: a run encodes the source
/// and writes so many tokens; the end token is not looked for. The peer is `decode.py`.
///
/// `--length 64 --source-length 24 --vocabulary 8000 --on jvm:float16,cpu:float32,cpu:bfloat16
/// --warmup 10 --repeats 15`
public final class DecodingBenchmark {
  private static final int BEGIN = 1;
  private static final int SPECIALS = 3;

  private DecodingBenchmark() {}

  /// Prints milliseconds a sentence and tokens a second, and at last the most of the latter.
  public static void main(String[] args) {
    var arguments = Arguments.of(args);
    var repeats = Repeats.of(arguments, 15);
    var length = arguments.integer("length", 64);
    var sourceLength = arguments.integer("source-length", 24);
    var vocabulary = arguments.integer("vocabulary", 8000);
    Randomness.seed(1);
    var source = new Random(1).ints(sourceLength, SPECIALS, vocabulary).toArray();
    var fastest = 0L;
    for (var place : arguments.list("on", "jvm:float16,cpu:float32,cpu:bfloat16")) {
      var colon = place.indexOf(':');
      var device = Device.parse(place.substring(0, colon));
      var model = model(vocabulary);
      model.moveTo(device);
      model.convertTo(DataTypes.named(place.substring(colon + 1)));
      var times = Timings.measure(repeats, () -> decode(model, source, length));
      var rate = Math.round(length / times.median());
      fastest = Math.max(fastest, rate);
      var said = new LinkedHashMap<String, Object>();
      said.put("device", device.toString());
      said.put("dtype", place.substring(colon + 1));
      said.put("length", length);
      said.put("source_length", sourceLength);
      said.put("tokens_per_second", rate);
      times.print("decode", Timings.Unit.MILLISECONDS, said);
    }
    Report.print("decode_fastest", Map.of("tokens_per_second", fastest));
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
    var device = model.device();
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var decoding =
              model.decoding(
                  Tensors.indices(device, source, 1, source.length), new int[] {source.length})) {
        var output = new int[length];
        var token = BEGIN;
        for (var i = 0; i < length; i++) {
          try (var _ = TensorScope.open()) {
            token =
                (int)
                    decoding.step(Tensors.indices(device, new int[] {token}, 1)).argmax(-1).item();
          }
          output[i] = token;
        }
        return output;
      }
    });
  }
}
