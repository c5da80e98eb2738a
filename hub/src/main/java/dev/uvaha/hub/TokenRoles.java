package dev.uvaha.hub;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which tokens have a part of their own in a model's use.
///
/// @param begin of a text
/// @param end of a text
/// @param endOfTurn of an answer in a chat
/// @param unknown what has no token
/// @param padding fills up a batch
record TokenRoles(
    Optional<Integer> begin,
    Optional<Integer> end,
    Optional<Integer> endOfTurn,
    Optional<Integer> unknown,
    Optional<Integer> padding) {
  /// All that end what is written.
  List<Integer> ends() {
    return Stream.of(end, endOfTurn).flatMap(Optional::stream).distinct().toList();
  }
}
