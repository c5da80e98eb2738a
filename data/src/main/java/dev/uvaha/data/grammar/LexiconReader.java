package dev.uvaha.data.grammar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads the lexicon's resource files; an error names the file and the line.
final class LexiconReader {
  /// A trait given here: what a person may call `my`.
  static final String OWNABLE = "ownable";

  private static final List<String> NOT_OWNED =
      List.of(
          "person",
          "wild",
          "sky",
          "star",
          "weather",
          "night",
          "wildplace",
          "water",
          "path",
          "ground",
          "slope",
          "public",
          "building",
          "oldplace",
          "edge");

  private final List<Noun> nouns;
  private final Map<String, Adjective> adjectives = new HashMap<>();

  private LexiconReader() {
    nouns = read("nouns.txt", this::noun);
  }

  static Lexicon read() {
    var reader = new LexiconReader();
    var adjectives = reader.read("adjectives.txt", reader::adjective);
    for (var adjective : adjectives) {
      if (reader.adjectives.put(adjective.english(), adjective) != null) {
        throw new IllegalStateException("adjectives.txt: given twice: " + adjective.english());
      }
    }
    var verbs = reader.read("verbs.txt", reader::verb);
    var frames = reader.read("frames.txt", fields -> reader.frame(fields, verbs));
    return new Lexicon(reader.nouns, adjectives, verbs, frames);
  }

  private <T> List<T> read(String file, Function<String[], T> entry) {
    var stream = LexiconReader.class.getResourceAsStream(file);
    if (stream == null) {
      throw new IllegalStateException("the grammar's lexicon is missing from the jar: " + file);
    }
    List<T> entries = new ArrayList<>();
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      int number = 0;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        try {
          entries.add(entry.apply(line.strip().split("\\s+", 0)));
        } catch (RuntimeException e) {
          throw new IllegalStateException(file + ":" + number + ": " + e.getMessage(), e);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the grammar's lexicon " + file, e);
    }
    return List.copyOf(entries);
  }

  private Noun noun(String[] fields) {
    Map<String, String> options = new HashMap<>();
    Set<String> traits = new HashSet<>(List.of(fields[3].split(",", -1)));
    for (int i = 4; i < fields.length; i++) {
      int equals = fields[i].indexOf('=');
      options.put(
          equals < 0 ? fields[i] : fields[i].substring(0, equals),
          equals < 0 ? "" : fields[i].substring(equals + 1));
    }
    traits.addAll(options.keySet());
    boolean own = traits.contains("kin") || traits.contains("ours");
    if (own || (!traits.contains("bare") && NOT_OWNED.stream().noneMatch(traits::contains))) {
      traits.add(OWNABLE);
    }
    boolean animate =
        traits.contains("animal") || traits.contains("person") || traits.contains("name");
    var animacy = animate ? Animacy.ANIMATE : Animacy.INANIMATE;
    var english = fields[0].replace('_', ' ');
    var plural = options.getOrDefault("pl", EnglishForms.plural(english));
    var forms = new NounDeclension(fields[1], animacy, options).decline(fields[2]);
    return new Noun(
        english,
        plural,
        gender(fields[2]),
        animacy,
        traits,
        place(options),
        List.of(List.of(forms[0]), List.of(forms[1])));
  }

  private static Agreement gender(String kind) {
    return switch (kind) {
      case "m", "x:m" -> Agreement.MASCULINE;
      case "f" -> Agreement.FEMININE;
      case "n", "n4", "x:n" -> Agreement.NEUTER;
      default -> throw new IllegalArgumentException("unknown gender: " + kind);
    };
  }

  private static Noun.Place place(Map<String, String> options) {
    for (var preposition : List.of("in", "on", "at")) {
      var ukrainian = options.get("@" + preposition);
      if (ukrainian != null) {
        var usual = preposition.equals("in") ? "у" : "на";
        return new Noun.Place(preposition, ukrainian.isEmpty() ? usual : ukrainian);
      }
    }
    return Noun.Place.NONE;
  }

  private Adjective adjective(String[] fields) {
    var gradability =
        fields.length > 3 && fields[3].equals("absolute")
            ? Adjective.Gradability.ABSOLUTE
            : Adjective.Gradability.GRADABLE;
    return new Adjective(
        fields[0], AdjectiveDeclension.decline(fields[1]), traits(fields[2]), gradability);
  }

  private Verb verb(String[] fields) {
    var forms = fields[0].split(":", -1);
    var plain = forms[0];
    var english =
        new Verb.English(
            plain,
            EnglishForms.third(plain),
            forms.length > 1 ? forms[1] : EnglishForms.past(plain),
            forms.length > 2 ? forms[2] : EnglishForms.continuous(plain));
    Optional<Conjugation> perfective =
        fields[2].equals("-") ? Optional.empty() : Optional.of(Conjugation.parse(fields[2]));
    Set<String> options = new HashSet<>();
    var government = Verb.Government.DIRECT;
    for (int i = 5; i < fields.length; i++) {
      for (var option :
          fields[i].startsWith("manner=") ? new String[] {fields[i]} : fields[i].split(",", -1)) {
        if (option.startsWith("manner=")) {
          options.addAll(List.of(option.substring(7).split(",", -1)));
        } else if (option.startsWith("prep=")) {
          government = government(option.substring(5));
        } else {
          options.add(option);
        }
      }
    }
    return new Verb(
        english,
        Conjugation.parse(fields[1]),
        perfective,
        nouns(fields[3]),
        nouns(fields[4]),
        government,
        Adverbial.MANNER.stream().filter(m -> options.contains(m.english())).toList(),
        options);
  }

  private static Verb.Government government(String text) {
    var parts = text.replace("-", "").split("/", -1);
    return new Verb.Government(parts[0], parts[1], Case.ofLetter(parts[2]));
  }

  private Frame frame(String[] fields, List<Verb> verbs) {
    var verb =
        verbs.stream()
            .filter(v -> v.english().plain().equals(fields[0]) && v.isTransitive())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no such verb: " + fields[0]));
    List<Adjective> reasons = new ArrayList<>();
    for (var english : fields[2].split(",", -1)) {
      var adjective = adjectives.get(english);
      if (adjective == null) {
        throw new IllegalArgumentException("no such adjective: " + english);
      }
      reasons.add(adjective);
    }
    return new Frame(
        verb,
        fields[1].equals("no") ? Polarity.NEGATIVE : Polarity.AFFIRMATIVE,
        List.copyOf(reasons));
  }

  private static List<String> traits(String field) {
    return List.of(field.split(",", -1));
  }

  private List<Noun> nouns(String field) {
    if (field.equals("-")) {
      return List.of();
    }
    for (var trait : field.split(",", -1)) {
      if (nouns.stream().noneMatch(noun -> noun.is(trait))) {
        throw new IllegalArgumentException("no noun is a " + trait);
      }
    }
    var wanted = traits(field);
    return nouns.stream().filter(noun -> wanted.stream().anyMatch(noun::is)).toList();
  }
}
