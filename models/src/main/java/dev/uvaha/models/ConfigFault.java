package dev.uvaha.models;

import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// What is wrong with a configuration, in words of the file rather than of the library that reads
/// it.
final class ConfigFault {
  private ConfigFault() {}

  /// One line: the place, and the problem.
  static String of(JacksonException damaged) {
    return switch (damaged) {
      case UnrecognizedPropertyException unknown ->
          "%s is unknown, of %s"
              .formatted(
                  place(unknown),
                  unknown.getKnownPropertyIds().stream()
                      .map(String::valueOf)
                      .collect(Collectors.joining(", ")));
      case ValueInstantiationException refused
          when refused.getCause() instanceof IllegalArgumentException reason ->
          place(refused) + ": " + reason.getMessage();
      case MismatchedInputException wrong -> place(wrong) + ": unusable value, or none";
      default -> "no valid JSON" + where(Optional.ofNullable(damaged.getLocation()));
    };
  }

  private static String where(Optional<TokenStreamLocation> location) {
    return location
        .map(at -> ", line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()))
        .orElse("");
  }

  private static String place(JacksonException damaged) {
    return damaged.getPath().stream()
        .map(step -> step.getPropertyName() == null ? "?" : step.getPropertyName())
        .collect(Collectors.joining("."));
  }
}
