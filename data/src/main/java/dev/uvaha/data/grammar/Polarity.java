package dev.uvaha.data.grammar;

/// Whether a clause affirms or denies.
enum Polarity {
  AFFIRMATIVE,
  NEGATIVE
}
