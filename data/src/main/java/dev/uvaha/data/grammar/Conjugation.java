package dev.uvaha.data.grammar;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The forms of one Ukrainian verb of one aspect: infinitive, present (or perfective future), past.
record Conjugation(String infinitive, Map<Person, String> present, Map<Agreement, String> past) {
  private static final String REFLEXIVE = "ся";

  /// Reads `infinitive,I,he,they[,past]`, or an infinitive with `*` (читати: читаю), `~` (варити:
  /// варю) or `!` (кинути: кину).
  static Conjugation parse(String text) {
    char mark = text.charAt(text.length() - 1);
    if ("*~!".indexOf(mark) < 0) {
      return explicit(text.split(",", -1));
    }
    var infinitive = text.substring(0, text.length() - 1);
    boolean reflexive = infinitive.endsWith(REFLEXIVE);
    var plain = reflexive ? infinitive.substring(0, infinitive.length() - 2) : infinitive;
    var forms =
        switch (mark) {
          case '*' -> first(plain);
          case '~' -> second(plain);
          default -> nasal(plain);
        };
    if (reflexive) {
      for (int i = 0; i < forms.length; i++) {
        boolean soft = i == 2 && (forms[i].endsWith("е") || forms[i].endsWith("є"));
        forms[i] = forms[i] + (soft ? "ть" : "") + REFLEXIVE;
      }
    }
    return explicit(forms);
  }

  private static String[] first(String infinitive) {
    var stem = infinitive.substring(0, infinitive.length() - 2);
    if (stem.endsWith("ува") || stem.endsWith("юва")) {
      stem = stem.substring(0, stem.length() - 2);
    }
    return new String[] {infinitive, stem + "ю", stem + "є", stem + "ють"};
  }

  private static String[] second(String infinitive) {
    var stem = infinitive.substring(0, infinitive.length() - 3);
    char last = stem.charAt(stem.length() - 1);
    var changed = stem;
    var cut = stem.substring(0, stem.length() - 1);
    if ("бпвмф".indexOf(last) >= 0) {
      changed = stem + "л";
    } else if (stem.endsWith("ст")) {
      changed = stem.substring(0, stem.length() - 2) + "щ";
    } else if (last == 'д') {
      changed = cut + "дж";
    } else if ("зст".indexOf(last) >= 0) {
      changed = cut + "жшч".charAt("зст".indexOf(last));
    }
    boolean husher = "жчшщ".indexOf(changed.charAt(changed.length() - 1)) >= 0;
    boolean stemHusher = "жчшщ".indexOf(last) >= 0;
    boolean labial = "бпвмф".indexOf(last) >= 0;
    var they = labial ? changed + "ять" : stem + (stemHusher ? "ать" : "ять");
    return new String[] {infinitive, changed + (husher ? "у" : "ю"), stem + "ить", they};
  }

  private static String[] nasal(String infinitive) {
    var stem = infinitive.substring(0, infinitive.length() - 3);
    return new String[] {infinitive, stem + "у", stem + "е", stem + "уть"};
  }

  private static Conjugation explicit(String[] forms) {
    if (forms.length < 4) {
      throw new IllegalArgumentException(
          "verb needs infinitive,I,he,they: " + String.join(",", forms));
    }
    boolean reflexive = forms[0].endsWith(REFLEXIVE);
    var he = reflexive ? forms[2].substring(0, forms[2].length() - 2) : forms[2];
    var tail = reflexive ? REFLEXIVE : "";
    var plural = plural(he, forms[1]);
    Map<Person, String> present = new EnumMap<>(Person.class);
    present.put(Person.I, forms[1]);
    present.put(Person.WE, plural + "мо" + tail);
    present.put(Person.YOU, second(plural, he) + "те" + tail);
    present.put(Person.SINGULAR, forms[2]);
    present.put(Person.PLURAL, forms[3]);
    return new Conjugation(forms[0], present, past(forms, tail));
  }

  /// What `мо` is added to: читає-мо, пише-мо, бачи-мо, їс-ть gives ї-мо.
  private static String plural(String he, String i) {
    if (he.endsWith("сть")) {
      return i.substring(0, i.length() - 1);
    }
    return he.endsWith("ть") ? he.substring(0, he.length() - 2) : he;
  }

  private static String second(String plural, String he) {
    return he.endsWith("сть") ? he.substring(0, he.length() - 2) : plural;
  }

  private static Map<Agreement, String> past(String[] forms, String tail) {
    var infinitive = forms[0];
    var stem = infinitive.substring(0, infinitive.length() - 2 - tail.length());
    var masculine = forms.length > 4 ? forms[4] : stem + "в" + tail;
    var others = forms.length > 4 ? openVowel(pastStem(masculine), infinitive) : stem;
    Map<Agreement, String> past = new EnumMap<>(Agreement.class);
    past.put(Agreement.MASCULINE, masculine);
    past.put(Agreement.FEMININE, others + "ла" + tail);
    past.put(Agreement.NEUTER, others + "ло" + tail);
    past.put(Agreement.PLURAL, others + "ли" + tail);
    return past;
  }

  private static String pastStem(String masculine) {
    int tail = masculine.endsWith("шов") ? 2 : masculine.endsWith("в") ? 1 : 0;
    return masculine.substring(0, masculine.length() - tail);
  }

  /// The і of a closed syllable opens again: ніс, несла; міг, могла; but заліз, залізла.
  private static String openVowel(String masculine, String infinitive) {
    int at = masculine.lastIndexOf('і');
    if (at < 0 || at >= infinitive.length() || infinitive.charAt(at) == 'і') {
      return masculine;
    }
    return masculine.substring(0, at) + infinitive.charAt(at) + masculine.substring(at + 1);
  }

  /// The present; of a perfective verb it means the future.
  String present(Person person) {
    return Objects.requireNonNull(present.get(person));
  }

  String past(Agreement agreement) {
    return Objects.requireNonNull(past.get(agreement));
  }

  Stream<String> words() {
    return Stream.of(Stream.of(infinitive), present.values().stream(), past.values().stream())
        .flatMap(forms -> forms);
  }
}
