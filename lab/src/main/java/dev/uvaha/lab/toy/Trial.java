package dev.uvaha.lab.toy;

import dev.uvaha.lab.Study;
import dev.uvaha.lab.toy.ToyNetwork.Kind;
import dev.uvaha.lab.toy.ToySequence.Pairing;
import java.util.Arrays;
import java.util.stream.Stream;

/// A network on a task.
record Trial(Pairing pairing, Kind kind) {
  /// All networks on a task.
  static Stream<Trial> of(Pairing pairing) {
    return Arrays.stream(Kind.values()).map(kind -> new Trial(pairing, kind));
  }

  /// The task's number in the lecture.
  static String task(Pairing pairing) {
    return switch (pairing) {
      case BY_KIND -> "task1";
      case BY_SIDE -> "task2";
    };
  }

  /// For names of files: `task1-attention`.
  String key() {
    return task(pairing) + "-" + Study.key(kind);
  }
}
