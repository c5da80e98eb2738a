package dev.uvaha.benchmarks.serving;

import dev.uvaha.benchmarks.Arguments;
import dev.uvaha.benchmarks.DataTypes;
import dev.uvaha.benchmarks.Report;
import dev.uvaha.generation.BatchLimits;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.language.TextModel;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.server.RequestLimits;
import dev.uvaha.server.ServedModel;
import dev.uvaha.server.Server;
import dev.uvaha.server.ServerConfig;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Tokens a second of a server that streams to one client, and to several at once: a GPT-2 of 124M
/// parameters and random weights, over HTTP. All texts are equally long; each client's time goes
/// from its request to its last token.
///
/// `--streams 16 --prompt 32 --length 64 --on cpu:float32 --rounds 3 --layers 12 --width 768
/// --heads 12 --vocabulary 50257`
public final class ServingBenchmark {
  private static final int CONTEXT = 1024;
  private static final double NANOS = 1e9;

  private ServingBenchmark() {}

  /// Prints both rates, and how many times the one is the other.
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    var arguments = Arguments.of(args);
    var streams = arguments.integer("streams", 16);
    var length = arguments.integer("length", 64);
    var prompt = arguments.integer("prompt", 32);
    for (var place : arguments.list("on", "cpu:float32")) {
      var config =
          ServerConfig.DEFAULT.withPort(0).withLimits(RequestLimits.DEFAULT.withTokens(CONTEXT));
      var model =
          new ServedModel.Text(
              "gpt2", model(arguments, place), BatchLimits.DEFAULT.withRunning(streams));
      try (var server = Server.start(config, List.of(model))) {
        var load = Load.on(server.port());
        var vocabulary = model.model().model().vocabulary();
        var one = 0.0;
        var many = 0.0;
        for (var round = 0; round <= arguments.integer("rounds", 3); round++) {
          var alone = rate(load, 1, prompt, length, vocabulary);
          var beside = rate(load, streams, prompt, length, vocabulary);
          if (round == 0) continue; // warms up
          one = Math.max(one, alone);
          many = Math.max(many, beside);
        }
        print(place, streams, length, prompt, one, many);
      }
    }
  }

  private static void print(
      String place, int streams, int length, int prompt, double one, double many) {
    var said = new LinkedHashMap<String, Object>();
    said.put("device", place.substring(0, place.indexOf(':')));
    said.put("dtype", place.substring(place.indexOf(':') + 1));
    said.put("streams", streams);
    said.put("prompt", prompt);
    said.put("length", length);
    said.put("one_tokens_per_second", rounded(one));
    said.put("tokens_per_second", rounded(many));
    said.put("gain", rounded(many / one));
    Report.print("serving", said);
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static TextModel model(Arguments arguments, String place) {
    Randomness.seed(1);
    var vocabulary = arguments.integer("vocabulary", 50_257);
    var model =
        Gpt.create(
            GptConfig.of(
                vocabulary,
                arguments.integer("layers", 12),
                arguments.integer("heads", 12),
                arguments.integer("width", 768),
                CONTEXT,
                0));
    var colon = place.indexOf(':');
    model.moveTo(Device.parse(place.substring(0, colon)));
    var type = DataTypes.named(place.substring(colon + 1));
    if (model.device() instanceof Device.Jvm) model.convertMatricesTo(type);
    else model.convertTo(type);
    return new TextModel(
        "gpt2",
        model,
        new NumberTokenizer(vocabulary),
        Set.of(),
        GenerationOptions.DEFAULT,
        Optional.empty());
  }

  /// Tokens a second of all clients together.
  private static double rate(Load load, int clients, int prompt, int length, int vocabulary)
      throws InterruptedException, ExecutionException {
    var tasks = new ArrayList<Callable<Load.Streamed>>();
    for (var client = 0; client < clients; client++) {
      var ids = new Random(client).ints(prompt, 0, vocabulary).toArray();
      var body = Load.body(ids, length, ", \"stream\": true, \"temperature\": 0");
      tasks.add(() -> load.stream(body, Integer.MAX_VALUE));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var from = System.nanoTime();
      var results = threads.invokeAll(tasks);
      var seconds = (System.nanoTime() - from) / NANOS;
      var tokens = 0;
      for (var result : results) {
        if (result.get().tokens() != length)
          throw new IllegalStateException("a stream lost tokens: " + result.get());
        tokens += result.get().tokens();
      }
      return tokens / seconds;
    }
  }
}
