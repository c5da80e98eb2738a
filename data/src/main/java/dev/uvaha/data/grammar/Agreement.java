package dev.uvaha.data.grammar;

/// What a Ukrainian adjective and a verb in the past tense agree with.
public enum Agreement {
  MASCULINE,
  FEMININE,
  NEUTER,
  PLURAL
}
