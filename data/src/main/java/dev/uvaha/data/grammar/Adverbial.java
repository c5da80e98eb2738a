package dev.uvaha.data.grammar;

import java.util.List;
import java.util.stream.Stream;

/// How often, how or when; English says it before the verb or at the end.
record Adverbial(String english, String ukrainian, Slot slot) {
  /// Where the words stand: before the verb in both languages, before it in Ukrainian only, or
  /// last.
  enum Slot {
    BEFORE_VERB,
    LAST_IN_ENGLISH,
    LAST
  }

  boolean isNone() {
    return english.isEmpty();
  }

  static final Adverbial NONE = new Adverbial("", "", Slot.LAST);

  static final List<Adverbial> FREQUENCY =
      List.of(
          new Adverbial("often", "часто", Slot.BEFORE_VERB),
          new Adverbial("always", "завжди", Slot.BEFORE_VERB),
          new Adverbial("usually", "зазвичай", Slot.BEFORE_VERB),
          new Adverbial("sometimes", "іноді", Slot.BEFORE_VERB),
          new Adverbial("rarely", "рідко", Slot.BEFORE_VERB),
          new Adverbial("never", "ніколи не", Slot.BEFORE_VERB),
          new Adverbial("every day", "щодня", Slot.LAST_IN_ENGLISH));

  static final List<Adverbial> MANNER =
      List.of(
          manner("quickly", "швидко"),
          manner("slowly", "повільно"),
          manner("carefully", "обережно"),
          manner("quietly", "тихо"),
          manner("loudly", "голосно"),
          manner("gladly", "радо"));

  static final List<Adverbial> PAST =
      List.of(
          time("yesterday", "вчора"),
          time("last week", "минулого тижня"),
          time("last year", "минулого року"));
  static final List<Adverbial> PRESENT = List.of(time("now", "зараз"), time("today", "сьогодні"));
  static final List<Adverbial> FUTURE =
      List.of(
          time("tomorrow", "завтра"), time("next week", "наступного тижня"), time("soon", "скоро"));
  static final List<Adverbial> ANY =
      List.of(
          time("in the morning", "вранці"),
          time("in the evening", "увечері"),
          time("at night", "вночі"));

  static Stream<Adverbial> all() {
    return Stream.of(FREQUENCY, MANNER, PAST, PRESENT, FUTURE, ANY).flatMap(List::stream);
  }

  private static Adverbial manner(String english, String ukrainian) {
    return new Adverbial(english, ukrainian, Slot.LAST_IN_ENGLISH);
  }

  private static Adverbial time(String english, String ukrainian) {
    return new Adverbial(english, ukrainian, Slot.LAST);
  }
}
