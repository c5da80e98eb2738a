package dev.uvaha.data.grammar;

/// Grammatical number.
enum Quantity {
  ONE,
  MANY
}
