package dev.uvaha.benchmarks.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Runs a contest: ours, PyTorch, ours, PyTorch, …
record Turns(
    Programs programs,
    Optional<Path> python,
    QuietMachine quiet,
    int rounds,
    Consumer<String> log) {
  private static final Path LOAD = Path.of("/proc/loadavg");

  /// Every program's run, in order.
  ///
  /// @throws IOException if a program fails; the message says which and why
  List<Turn> run(Contest contest) throws IOException, InterruptedException {
    var turns = new ArrayList<Turn>();
    for (var round = 1; round <= rounds; round++) {
      turns.add(turn(contest, Turn.UVAHA, round, () -> programs.java(contest.ours())));
      if (contest.peer().isPresent() && python.isPresent()) {
        var script = contest.peer().get();
        turns.add(turn(contest, Turn.PYTORCH, round, () -> programs.python(python.get(), script)));
      }
    }
    return turns;
  }

  private interface Program {
    List<ObjectNode> run() throws IOException, InterruptedException;
  }

  private Turn turn(Contest contest, String side, int round, Program program)
      throws IOException, InterruptedException {
    quiet.await();
    log.accept("%s, round %d of %d: %s".formatted(contest.name(), round, rounds, side));
    var load = Files.isReadable(LOAD) ? Files.readString(LOAD).strip() : "unknown";
    var clock = CpuClock.start();
    var lines = program.run();
    return new Turn(side, round, clock.seconds(), clock.others(), load, lines);
  }
}
