package dev.uvaha.data.grammar;

/// Whether the accusative is like the genitive (people, animals) or like the nominative (things).
enum Animacy {
  ANIMATE,
  INANIMATE
}
