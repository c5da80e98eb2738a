package dev.uvaha.server;

import dev.uvaha.generation.BatchLimits;
import java.io.IOException;

/// A server in a process of its own, as [ServerProcess] starts it: says its port, and ends when its
/// standard input does.
final class ServerProgram {
  private ServerProgram() {}

  public static void main(String[] arguments) throws IOException {
    var config =
        ServerConfig.DEFAULT
            .withPort(0)
            .withApiKey(ServerProcess.KEY)
            .withLimits(RequestLimits.DEFAULT.withTokens(TinyModels.CONTEXT));
    try (var server = Server.start(config, TinyModels.all(BatchLimits.DEFAULT.withRunning(5)))) {
      System.out.println(server.port());
      while (System.in.read() >= 0) {
        // until whoever started it is gone
      }
    }
  }
}
