package dev.uvaha.data.grammar;

/// A preposition and a noun phrase: `under the old table`, `під старим столом`.
record Whereabouts(String english, String ukrainian, Case governed, Participant participant) {
  void english(Draft draft) {
    draft.english(english);
    participant.english(draft, governed);
  }

  void ukrainian(Draft draft) {
    draft.ukrainian(ukrainian);
    participant.ukrainian(draft, governed, Participant.Position.AFTER_PREPOSITION);
  }
}
