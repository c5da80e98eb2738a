package dev.uvaha.vision;

import dev.uvaha.images.HeatMap;
import dev.uvaha.models.vit.PatchGrid;
import java.util.Arrays;
import java.util.List;

/// Where a classifier looked in a picture: the attention weights of all layers and heads, as heat
/// maps over the patches.
///
/// A map is of the class token's attention to the patches, what it pays to itself left out; without
/// a class token it is the mean over all patches that look.
///
/// @param layers of each layer its heads, `[T, T]` each, rows of sum 1; not copied
/// @param grid of the patches, the last tokens of T
public record PictureAttention(List<List<float[][]>> layers, PatchGrid grid) {
  public PictureAttention {
    layers = layers.stream().map(List::copyOf).toList();
    if (layers.isEmpty() || layers.getFirst().isEmpty())
      throw new IllegalArgumentException("PictureAttention: has no layers or no heads");
    for (var heads : layers)
      for (var weights : heads)
        if (weights.length < grid.count())
          throw new IllegalArgumentException(
              "PictureAttention: %d patches need as many rows of weights, got %d"
                  .formatted(grid.count(), weights.length));
  }

  /// What one head looked at.
  ///
  /// @param layer from 0
  /// @param head from 0
  public HeatMap head(int layer, int head) {
    return map(layers.get(layer).get(head));
  }

  /// What a layer looked at: the mean of its heads.
  ///
  /// @param layer from 0
  public HeatMap layer(int layer) {
    return map(mean(layers.get(layer)));
  }

  /// How much of each patch comes through all layers (Abnar and Zuidema, "Quantifying Attention
  /// Flow in Transformers", 2020, section 3): the product of `(A + I) / 2`, A the mean of a layer's
  /// heads.
  public HeatMap rollout() {
    return map(rolledOut());
  }

  /// The product itself, `[T, T]`, rows of sum 1.
  float[][] rolledOut() {
    var flow = withResidual(mean(layers.getFirst()));
    for (var heads : layers.subList(1, layers.size()))
      flow = product(withResidual(mean(heads)), flow);
    return flow;
  }

  private static float[][] mean(List<float[][]> heads) {
    var size = heads.getFirst().length;
    var mean = new float[size][size];
    for (var weights : heads)
      for (var row = 0; row < size; row++)
        for (var column = 0; column < size; column++)
          mean[row][column] += weights[row][column] / heads.size();
    return mean;
  }

  private static float[][] withResidual(float[][] weights) {
    var size = weights.length;
    var halves = new float[size][size];
    for (var row = 0; row < size; row++) {
      for (var column = 0; column < size; column++) halves[row][column] = weights[row][column] / 2;
      halves[row][row] += 0.5f;
    }
    return halves;
  }

  private static float[][] product(float[][] left, float[][] right) {
    var size = left.length;
    var product = new float[size][size];
    for (var row = 0; row < size; row++)
      for (var inner = 0; inner < size; inner++)
        for (var column = 0; column < size; column++)
          product[row][column] += left[row][inner] * right[inner][column];
    return product;
  }

  private HeatMap map(float[][] weights) {
    var before = weights.length - grid.count();
    var numbers = new float[grid.count()];
    var lookers = before > 0 ? List.of(weights[0]) : Arrays.asList(weights);
    for (var row : lookers)
      for (var patch = 0; patch < numbers.length; patch++)
        numbers[patch] += row[before + patch] / lookers.size();
    return HeatMap.of(numbers, grid.rows(), grid.columns());
  }
}
