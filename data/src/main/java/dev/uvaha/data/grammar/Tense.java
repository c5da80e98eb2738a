package dev.uvaha.data.grammar;

/// The tenses of the grammar: each is one English form and one Ukrainian form.
enum Tense {
  /// `is reading`, `читає`; of a state `knows`, `знає`.
  PRESENT,
  /// `often reads`, `часто читає`.
  HABITUAL,
  /// `read`, `прочитав`; of a state `knew`, `знав`.
  PAST,
  /// `was reading`, `читав`.
  PAST_CONTINUOUS,
  /// `often crossed`, `часто переходив`.
  PAST_HABITUAL,
  /// `will read`, `прочитає`; of a state `will know`, `буде знати`.
  FUTURE,
  /// `will be reading`, `буде читати`.
  FUTURE_CONTINUOUS
}
