package dev.uvaha.data;

/// A part of a text that is read as a stream, small enough for memory.
///
/// @param place whether a document begins with it
public record TextPiece(String text, Place place) {
  /// Where a piece stands in its document.
  public enum Place {
    BEGINS,
    CONTINUES
  }
}
