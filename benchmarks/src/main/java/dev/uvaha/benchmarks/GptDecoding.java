package dev.uvaha.benchmarks;

import dev.uvaha.models.LanguageModel;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// Greedy decoding of a GPT-2 of 124M parameters with cached keys and values, one text at a time: a
/// run reads a prompt and writes so many tokens; the end token is not looked for. The peer is
/// `gpt_decode.py`.
///
/// `--prompt 16 --length 64 --on cpu:float32,cpu:bfloat16,jvm:float16,jvm:qint8 --warmup 2
/// --repeats 5`
public final class GptDecoding {
  private GptDecoding() {}

  /// Prints milliseconds a text and tokens a second for each device and type of weights, and at
  /// last the most tokens a second with weights of so many bits.
  public static void main(String[] args) {
    var arguments = Arguments.of(args);
    var repeats = Repeats.of(arguments, 5);
    var length = arguments.integer("length", 64);
    var config = new GptConfig(50_257, 12, 12, 768, 4 * 768, 1024, Activation.GELU_TANH, 1e-5, 0);
    var prompt = new Random(1).ints(arguments.integer("prompt", 16), 0, 50_257).toArray();
    var fastest = new LinkedHashMap<String, Double>();
    for (var place : arguments.list("on", "cpu:float32,cpu:bfloat16,jvm:float16,jvm:qint8")) {
      var colon = place.indexOf(':');
      var type = place.substring(colon + 1);
      Randomness.seed(1);
      var model = Gpt.create(config);
      model.moveTo(Device.parse(place.substring(0, colon)));
      if (model.device() instanceof Device.Cpu) model.convertTo(DataTypes.named(type));
      else model.convertMatricesTo(DataTypes.named(type));
      var times = Timings.measure(repeats, () -> decode(model, prompt, length));
      var said = new LinkedHashMap<String, Object>();
      said.put("device", place.substring(0, colon));
      said.put("dtype", type);
      said.put("length", length);
      var rate = Math.round(10 * length / times.median()) / 10.0;
      fastest.merge(bits(type), rate, Math::max);
      said.put("tokens_per_second", rate);
      times.print("gpt_decode", Timings.Unit.MILLISECONDS, said);
    }
    fastest.forEach(
        (bits, rate) -> Report.print("gpt_decode_" + bits, Map.of("tokens_per_second", rate)));
  }

  private static String bits(String type) {
    return switch (type) {
      case "float32" -> "32_bits";
      case "qint8" -> "8_bits";
      default -> "16_bits";
    };
  }

  static int[] decode(LanguageModel model, int[] prompt, int length) {
    return Autograd.noGradient(() -> {
      try (var cache = model.cache()) {
        var output = new int[length];
        var next = prompt;
        for (var i = 0; i < length; i++) {
          try (var _ = TensorScope.open()) {
            var ids = Tensors.indices(model.device(), next, 1, next.length);
            output[i] = (int) model.next(ids, cache).argmax(-1).item();
          }
          next = new int[] {output[i]};
        }
        return output;
      }
    });
  }
}
