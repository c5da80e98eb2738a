package dev.uvaha.images.sets;

/// What becomes of a folder's files that are seen to be unusable when it is opened.
public enum BadFiles {
  /// The folder is refused, by one line that names the first of them and says how many there are.
  REFUSE,
  /// They are left out, and [ImageFolder#leftOut()] says which and why.
  LEAVE_OUT
}
