package dev.uvaha.studio.gpt;

import dev.uvaha.models.block.HeadAblation.Place;
import java.util.List;

/// What is to be looked into.
///
/// @param prompt text
/// @param added tokens after it, such as those that were sampled
/// @param off heads that are switched off
record Asked(String prompt, List<Integer> added, List<Place> off) {
  /// Keeps its own copies.
  Asked {
    added = List.copyOf(added);
    off = List.copyOf(off);
  }

  /// A prompt alone.
  static Asked of(String prompt) {
    return new Asked(prompt, List.of(), List.of());
  }

  /// With heads switched off.
  Asked without(Place... heads) {
    return new Asked(prompt, added, List.of(heads));
  }
}
