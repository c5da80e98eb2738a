package dev.uvaha.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// What is known of a sequence beside its elements: what to predict from it or, of a [Vector], what
/// to make it from.
public sealed interface Label {
  /// Says what kind of label this is: what labels of one batch have in common.
  String kind();

  /// One class.
  ///
  /// @param number from 0
  record OneOf(int number) implements Label {
    public OneOf {
      if (number < 0) {
        throw new IllegalArgumentException("Label: a class is 0 or more, got " + number);
      }
    }

    @Override
    public String kind() {
      return "one class";
    }
  }

  /// Any classes of so many, perhaps none.
  record AnyOf(int classes, Set<Integer> members) implements Label {
    public AnyOf {
      members = Collections.unmodifiableSet(new TreeSet<>(members));
      for (int member : members) {
        if (member < 0 || member >= classes) {
          throw new IllegalArgumentException(
              "Label: a class is 0 to %d, got %d".formatted(classes - 1, member));
        }
      }
    }

    @Override
    public String kind() {
      return "any of " + classes + " classes";
    }
  }

  /// A tag for each element.
  ///
  /// @param tags each 0 or more
  @SuppressWarnings("ArrayRecordComponent") // read-only by agreement; copies would double them
  record PerPosition(int... tags) implements Label {
    public PerPosition {
      for (int tag : tags) {
        if (tag < 0) {
          throw new IllegalArgumentException("Label: a tag is 0 or more, got " + tag);
        }
      }
    }

    @Override
    public String kind() {
      return "a tag per position";
    }

    /// The largest tag; -1 if there is none.
    int largest() {
      return Arrays.stream(tags).max().orElse(-1);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof PerPosition(int[] others) && Arrays.equals(tags, others);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(tags);
    }

    @Override
    public String toString() {
      return "PerPosition" + Arrays.toString(tags);
    }
  }

  /// Another sequence, its translation.
  record Translation(Sequence target) implements Label {
    @Override
    public String kind() {
      return "a sequence of " + target.elements();
    }
  }

  /// A vector that the sequence is made from.
  ///
  /// @param values finite numbers, one or more
  @SuppressWarnings("ArrayRecordComponent") // read-only by agreement; copies would double them
  record Vector(float... values) implements Label {
    public Vector {
      if (values.length == 0) {
        throw new IllegalArgumentException("Label: a vector has 1 number or more, got none");
      }
      Numbers.requireFinite("Label", values);
    }

    @Override
    public String kind() {
      return "a vector of width " + values.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Vector(float[] others) && Arrays.equals(values, others);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "Vector" + Arrays.toString(values);
    }
  }
}
