package dev.uvaha.data.grammar;

import java.util.List;
import java.util.SplittableRandom;

/// Seeded chance: everything random in the grammar comes from here.
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// Whether something with this chance, in percent, happens.
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int upTo(int exclusive) {
    return random.nextInt(exclusive);
  }
}
