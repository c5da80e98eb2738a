package dev.uvaha.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The labels of a batch of sequences as plain arrays.
public sealed interface BatchLabels {
  /// One class a sequence, `[B]`.
  @SuppressWarnings("ArrayRecordComponent") // handed to tensors as they are, never compared
  record OneOf(int[] numbers) implements BatchLabels {}

  /// A 1 for each class that a sequence has, a 0 for each other, `[B, C]`.
  ///
  /// @param classes C
  @SuppressWarnings("ArrayRecordComponent") // handed to tensors as they are, never compared
  record AnyOf(int classes, float[] members) implements BatchLabels {}

  /// A tag for each position, `[B, T]`; [#IGNORED] in the padding.
  @SuppressWarnings("ArrayRecordComponent") // handed to tensors as they are, never compared
  record PerPosition(int[] tags) implements BatchLabels {
    /// What stands where there is nothing to predict.
    public static final int IGNORED = -100;
  }

  /// The translation of each sequence.
  record Translations(PaddedSequences targets) implements BatchLabels {}

  /// The vectors that the sequences are made from, `[B, d]`.
  ///
  /// @param width d
  @SuppressWarnings("ArrayRecordComponent") // handed to tensors as they are, never compared
  record Vectors(int width, float[] values) implements BatchLabels {}

  /// Labels of one kind under each other.
  ///
  /// @param columns T, of the sequences
  /// @throws IllegalArgumentException if they are not of one kind
  static BatchLabels of(List<Label> labels, int columns) {
    var first = labels.getFirst();
    for (var label : labels) {
      if (!label.kind().equals(first.kind())) {
        throw new IllegalArgumentException(
            "BatchLabels: a label is %s, the first is %s; a batch needs one kind"
                .formatted(label.kind(), first.kind()));
      }
    }
    return switch (first) {
      case Label.OneOf _ ->
          new OneOf(alike(labels, Label.OneOf.class).mapToInt(Label.OneOf::number).toArray());
      case Label.AnyOf(int classes, _) -> anyOf(alike(labels, Label.AnyOf.class).toList(), classes);
      case Label.PerPosition _ ->
          perPosition(alike(labels, Label.PerPosition.class).toList(), columns);
      case Label.Translation _ ->
          new Translations(
              PaddedSequences.of(
                  alike(labels, Label.Translation.class).map(Label.Translation::target).toList()));
      case Label.Vector(float[] values) ->
          vectors(alike(labels, Label.Vector.class).toList(), values.length);
    };
  }

  private static <L extends Label> Stream<L> alike(List<Label> labels, Class<L> kind) {
    return labels.stream().map(kind::cast);
  }

  private static AnyOf anyOf(List<Label.AnyOf> labels, int classes) {
    var members = new float[Math.multiplyExact(labels.size(), classes)];
    for (int row = 0; row < labels.size(); row++) {
      for (int member : labels.get(row).members()) members[row * classes + member] = 1;
    }
    return new AnyOf(classes, members);
  }

  private static PerPosition perPosition(List<Label.PerPosition> labels, int columns) {
    var tags = new int[Math.multiplyExact(labels.size(), columns)];
    Arrays.fill(tags, PerPosition.IGNORED);
    for (int row = 0; row < labels.size(); row++) {
      var own = labels.get(row).tags();
      System.arraycopy(own, 0, tags, row * columns, own.length);
    }
    return new PerPosition(tags);
  }

  private static Vectors vectors(List<Label.Vector> labels, int width) {
    var values = new float[Math.multiplyExact(labels.size(), width)];
    for (int row = 0; row < labels.size(); row++) {
      System.arraycopy(labels.get(row).values(), 0, values, row * width, width);
    }
    return new Vectors(width, values);
  }
}
