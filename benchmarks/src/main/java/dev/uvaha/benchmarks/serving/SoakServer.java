package dev.uvaha.benchmarks.serving;

import dev.uvaha.generation.BatchLimits;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.language.TextModel;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.server.RequestLimits;
import dev.uvaha.server.ServedModel;
import dev.uvaha.server.Server;
import dev.uvaha.server.ServerConfig;
import dev.uvaha.tensor.Randomness;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The server of [ServingSoak], in a process of its own: says its port, and ends when its standard
/// input does.
final class SoakServer {
  static final int VOCABULARY = 5003;
  static final int CONTEXT = 512;

  private SoakServer() {}

  public static void main(String[] arguments) throws IOException {
    Randomness.seed(1);
    var model =
        new TextModel(
            "soak",
            Gpt.create(GptConfig.of(VOCABULARY, 6, 6, 384, CONTEXT, 0)),
            new NumberTokenizer(VOCABULARY),
            Set.of(),
            GenerationOptions.DEFAULT,
            Optional.empty());
    var config =
        ServerConfig.DEFAULT.withPort(0).withLimits(RequestLimits.DEFAULT.withTokens(CONTEXT));
    var served = new ServedModel.Text("soak", model, BatchLimits.DEFAULT.withRunning(12));
    try (var server = Server.start(config, List.of(served))) {
      System.out.println(server.port());
      while (System.in.read() >= 0) {
        // until whoever started it is gone
      }
    }
  }
}
