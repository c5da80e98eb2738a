package dev.uvaha.http;

/// How the fields of records are called in JSON.
public enum JsonNames {
  /// `finish_reason`
  SNAKE_CASE,
  /// `finishReason`
  CAMEL_CASE
}
