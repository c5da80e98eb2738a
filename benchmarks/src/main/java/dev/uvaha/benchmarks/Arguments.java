package dev.uvaha.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Command-line options of a benchmark: `--name value` pairs.
public final class Arguments {
  private static final String DASHES = "--";

  private final Map<String, String> values = new HashMap<>();

  private Arguments() {}

  /// Reads `--name value` pairs.
  ///
  /// @throws IllegalArgumentException if a name stands without its value
  public static Arguments of(String... args) {
    var arguments = new Arguments();
    for (var i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith(DASHES) || i + 1 == args.length)
        throw new IllegalArgumentException("expected --name value, got " + args[i]);
      arguments.values.put(args[i].substring(DASHES.length()), args[i + 1]);
    }
    return arguments;
  }

  /// A value, if it was given.
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// A whole number.
  public int integer(String name, int otherwise) {
    return text(name).map(Integer::parseInt).orElse(otherwise);
  }

  /// A number.
  public double number(String name, double otherwise) {
    return text(name).map(Double::parseDouble).orElse(otherwise);
  }

  /// Values separated by commas.
  public List<String> list(String name, String otherwise) {
    return List.of(text(name).orElse(otherwise).split(","));
  }
}
