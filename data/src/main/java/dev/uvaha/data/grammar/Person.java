package dev.uvaha.data.grammar;

/// The persons a verb is conjugated for; `you` is always the plural, polite `ви`.
enum Person {
  I,
  WE,
  YOU,
  SINGULAR,
  PLURAL
}
