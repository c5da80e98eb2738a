package dev.uvaha.text.metrics;

/// A chrF score of 0–100.
public record ChrFScore(String name, double value, String signature) implements Score {
  @Override
  public String details() {
    return "";
  }
}
