package dev.uvaha.models.vit;

import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Which patches of each picture of a batch are hidden: as many of every picture, others of each
/// (He et al. 2022, section 3, "Masking").
public final class PatchMask {
  private static final double ROUNDING = 1e-9; // so that 10 · (1 - 0.9) holds 1

  private final int[][] orders; // each picture's patches, the visible ones first
  private final int visible;

  private PatchMask(int[][] orders, int visible) {
    this.orders = orders;
    this.visible = visible;
  }

  /// Hides patches by chance, each as likely as the others.
  ///
  /// @param ratio of those that are hidden; as many stay visible as `patches · (1 - ratio)` holds
  ///   whole ones
  /// @throws IllegalArgumentException if none would be hidden, or all
  public static PatchMask draw(int pictures, int patches, double ratio, RandomGenerator random) {
    var visible = visible(patches, ratio);
    var orders = new int[pictures][];
    for (var i = 0; i < pictures; i++) orders[i] = shuffled(patches, random);
    return new PatchMask(orders, visible);
  }

  private static int visible(int patches, double ratio) {
    var visible = (int) (patches * (1 - ratio) + ROUNDING);
    if (!(ratio > 0 && ratio < 1) || visible < 1 || visible >= patches)
      throw new IllegalArgumentException(
          "PatchMask: a ratio of %s hides none or all of %d patches".formatted(ratio, patches));
    return visible;
  }

  private static int[] shuffled(int count, RandomGenerator random) {
    var order = IntStream.range(0, count).toArray();
    for (var i = count - 1; i > 0; i--) {
      var j = random.nextInt(i + 1);
      var kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  /// Hides given patches.
  ///
  /// @param orders the numbers 0 to L - 1 for each picture, those of visible patches first
  /// @param visible how many of each are visible
  /// @throws IllegalArgumentException if a number is missing, or none or all are visible
  public static PatchMask of(List<List<Integer>> orders, int visible) {
    if (orders.isEmpty()) throw new IllegalArgumentException("PatchMask: there are no pictures");
    var patches = orders.getFirst().size();
    var all = IntStream.range(0, patches).boxed().toList();
    for (var order : orders)
      if (!order.stream().sorted().toList().equals(all))
        throw new IllegalArgumentException(
            "PatchMask: an order has each of 0 to %d once, got %s".formatted(patches - 1, order));
    if (visible < 1 || visible >= patches)
      throw new IllegalArgumentException(
          "PatchMask: visible must be 1 to %d, got %d".formatted(patches - 1, visible));
    return new PatchMask(
        orders.stream()
            .map(order -> order.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new),
        visible);
  }

  /// B.
  public int pictures() {
    return orders.length;
  }

  /// L.
  public int patches() {
    return orders[0].length;
  }

  /// How many patches of each picture are visible.
  public int visible() {
    return visible;
  }

  /// What there is of visible patches, in this mask's order.
  ///
  /// @param sequence something of every patch, `[B, L, X]`
  /// @return `[B, visible, X]`
  public Tensor visibleOf(Tensor sequence) {
    return picked(sequence, orders, 0, visible);
  }

  /// What there is of hidden patches, in this mask's order.
  ///
  /// @param sequence something of every patch, `[B, L, X]`
  /// @return `[B, L - visible, X]`
  public Tensor hiddenOf(Tensor sequence) {
    return picked(sequence, orders, visible, patches() - visible);
  }

  /// The inverse of [#visibleOf] and [#hiddenOf] together.
  ///
  /// @return `[B, L, X]`, in the order of the picture
  public Tensor joined(Tensor visibleOnes, Tensor hiddenOnes) {
    var places = new int[pictures()][patches()];
    for (var i = 0; i < pictures(); i++)
      for (var place = 0; place < patches(); place++) places[i][orders[i][place]] = place;
    return picked(Tensors.concatenate(1, List.of(visibleOnes, hiddenOnes)), places, 0, patches());
  }

  private Tensor picked(Tensor sequence, int[][] indices, int first, int count) {
    if (sequence.rank() != 3 || sequence.size(0) != pictures() || sequence.size(1) != patches())
      throw new IllegalArgumentException(
          "PatchMask: sequence must be [B=%d, L=%d, X], got %s"
              .formatted(pictures(), patches(), sequence.shape()));
    var rows = new int[pictures() * count];
    for (var i = 0; i < pictures(); i++)
      for (var j = 0; j < count; j++) rows[i * count + j] = i * patches() + indices[i][first + j];
    var width = sequence.size(2);
    return sequence
        .reshape(-1, width)
        .indexSelect(0, Tensors.indices(sequence.device(), rows, rows.length))
        .reshape(pictures(), count, width);
  }
}
