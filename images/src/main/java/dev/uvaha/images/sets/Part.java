package dev.uvaha.images.sets;

/// Which pictures of a data set: to learn from, or to be measured by.
public enum Part {
  TRAIN,
  TEST
}
