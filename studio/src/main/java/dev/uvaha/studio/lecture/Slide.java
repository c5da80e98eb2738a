package dev.uvaha.studio.lecture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One slide, or some that say one thing. Its title and text are the page's, by its id.
///
/// @param part of the lecture
/// @param formula in TeX; empty where there is none
/// @param classes that implement it, by their full names; or packages
/// @param page that shows it live, by its id; empty where none does
/// @param state of that page, as its address has it
record Slide(
    String id,
    Part part,
    String formula,
    List<String> classes,
    String page,
    Map<String, String> state) {
  /// Of the lecture, in order.
  enum Part {
    ENCODER_DECODER,
    ALIGNMENT,
    ATTENTION,
    TRANSFORMERS,
    LANGUAGE,
    IMAGES
  }

  static Slide of(String id, Part part, String formula, String... classes) {
    return new Slide(id, part, formula, List.of(classes), "", Map.of());
  }

  /// The same, shown by a page.
  Slide shownBy(String other) {
    return new Slide(id, part, formula, classes, other, state);
  }

  /// The same, with a value of its page's state.
  Slide with(String name, String value) {
    var more = new TreeMap<>(state);
    more.put(name, value);
    return new Slide(id, part, formula, classes, page, more);
  }
}
