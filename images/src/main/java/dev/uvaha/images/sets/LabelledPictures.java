package dev.uvaha.images.sets;

import dev.uvaha.images.Picture;
import java.util.List;

/// Pictures, each of one class, by their numbers from 0. Safe to share between threads.
public interface LabelledPictures {
  /// How many there are, one at least.
  int size();

  /// A picture; read or drawn now, if it is not kept.
  ///
  /// @throws dev.uvaha.images.PictureException if it turns out to be unusable: one line names it
  Picture picture(int number);

  /// A picture's class, known without reading it.
  int label(int number);

  /// The names of the classes, in the order of their labels.
  List<String> classes();

  /// What a picture is called in messages, such as its file.
  String name(int number);

  /// A number that changes with the pictures, as far as can be told without reading them.
  long fingerprint();
}
