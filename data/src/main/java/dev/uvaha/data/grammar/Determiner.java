package dev.uvaha.data.grammar;

import java.util.EnumMap;
import java.util.Map;

/// What stands before a noun; a bare Ukrainian noun is always `the`.
enum Determiner {
  NONE("", "", ""),
  THE("the", "the", ""),
  SOME(
      "a",
      "some",
      "якийсь якогось якомусь якийсь якимось якомусь|якась якоїсь якійсь якусь якоюсь якійсь"
          + "|якесь якогось якомусь якесь якимось якомусь|якісь якихось якимось якісь якимись якихось"),
  THIS(
      "this",
      "these",
      "цей цього цьому цей цим цьому|ця цієї цій цю цією цій"
          + "|це цього цьому це цим цьому|ці цих цим ці цими цих"),
  THAT(
      "that",
      "those",
      "той того тому той тим тому|та тієї тій ту тією тій"
          + "|те того тому те тим тому|ті тих тим ті тими тих"),
  MY("my", "my", mine("мій", "мо")),
  OUR("our", "our", ours("наш")),
  YOUR("your", "your", ours("ваш")),
  HIS("his", "his", "його"),
  HER("her", "her", "її"),
  THEIR("their", "their", "їхній"),
  /// The possessive that points at the subject: `my`, `her`, … in English, `свій` in Ukrainian.
  OWN("", "", mine("свій", "сво")),
  EVERY(
      "every",
      "",
      "кожен кожного кожному кожен кожним кожному|кожна кожної кожній кожну кожною кожній"
          + "|кожне кожного кожному кожне кожним кожному|кожні кожних кожним кожні кожними кожних");

  private final String singular;
  private final String plural;

  @SuppressWarnings("ImmutableEnumChecker") // its table is never written to
  private final Declined ukrainian;

  Determiner(String singular, String plural, String ukrainian) {
    this.singular = singular;
    this.plural = plural;
    this.ukrainian = declined(ukrainian);
  }

  private static String mine(String masculine, String stem) {
    return ("# $го $єму # $їм $єму|$я $єї $їй $ю $єю $їй|$є $го $єму $є $їм $єму"
            + "|$ї $їх $їм $ї $їми $їх")
        .replace("$", stem)
        .replace("#", masculine);
  }

  private static String ours(String stem) {
    return "$ $ого $ому $ $им $ому|$а $ої $ій $у $ою $ій|$е $ого $ому $е $им $ому|$і $их $им $і $ими $их"
        .replace("$", stem);
  }

  private static Declined declined(String table) {
    if (table.indexOf('|') < 0) {
      return table.endsWith("ій") ? AdjectiveDeclension.decline(table) : Declined.unchanging(table);
    }
    Map<Agreement, String[]> forms = new EnumMap<>(Agreement.class);
    var rows = table.split("\\|", -1);
    for (int gender = 0; gender < rows.length; gender++) {
      forms.put(Agreement.rows().get(gender), rows[gender].split(" ", -1));
    }
    return new Declined(forms);
  }

  String english(Quantity quantity) {
    return quantity == Quantity.ONE ? singular : plural;
  }

  Declined ukrainian() {
    return ukrainian;
  }

  /// The English possessive of someone: `I` gives `my`.
  static Determiner of(Participant owner) {
    return switch (owner.person()) {
      case I -> MY;
      case WE -> OUR;
      case YOU -> YOUR;
      case PLURAL -> THEIR;
      case SINGULAR -> owner.agreement() == Agreement.FEMININE ? HER : HIS;
    };
  }
}
