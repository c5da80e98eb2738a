package dev.uvaha.data.grammar;

/// Which noun of the first clause `it` stands for.
public enum Antecedent {
  SUBJECT,
  OBJECT
}
