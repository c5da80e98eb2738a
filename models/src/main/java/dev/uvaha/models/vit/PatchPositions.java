package dev.uvaha.models.vit;

import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What tells the encoder where each patch was: vectors that are added to the embeddings. A picture
/// of another size gets those of the places in it, which the same grid covers.
public sealed interface PatchPositions extends Layer {
  /// The vectors of all patches of a picture.
  ///
  /// @param grid of any size
  /// @return `[L, D]`
  Tensor ofPatches(PatchGrid grid, Device device);

  /// The vector of the class token.
  ///
  /// @return `[1, D]`
  Tensor ofClassToken(Device device);

  @Override
  default void describe(Description description) {}

  /// No positions at all: a picture is a set of patches then.
  ///
  /// @param width D
  record None(int width) implements PatchPositions {
    @Override
    public Tensor ofPatches(PatchGrid grid, Device device) {
      return Tensors.zeros(DataType.FLOAT32, device, grid.count(), width);
    }

    @Override
    public Tensor ofClassToken(Device device) {
      return Tensors.zeros(DataType.FLOAT32, device, 1, width);
    }
  }

  /// A trained vector for each patch of a grid, and for the class token before them if the table
  /// has one row more (Dosovitskiy et al. 2021, eq. 1); for other grids they are interpolated
  /// (section 3.2).
  ///
  /// @param table `[T, D]`
  record Learned(Parameter table, PatchGrid grid) implements PatchPositions {
    private static final double DEVIATION = 0.02;

    /// Small vectors around 0.
    ///
    /// @param classTokens how many rows stand before those of the patches, 0 or 1
    public static Learned create(PatchGrid grid, int classTokens, int width) {
      return new Learned(
          Initialization.normal(DEVIATION, (long) grid.count() + classTokens, width), grid);
    }

    @Override
    public Tensor ofPatches(PatchGrid other, Device device) {
      var classTokens = table.shape().size(0) - grid.count();
      var patches = table.value().narrow(0, classTokens, grid.count());
      return BicubicResampling.resample(patches, grid, other);
    }

    @Override
    public Tensor ofClassToken(Device device) {
      return table.value().narrow(0, 0, 1);
    }

    @Override
    public void describe(Description description) {
      description.parameter("table", table);
    }
  }

  /// Waves over columns x in the first half of D and over rows y in the second: with `ω_i =
  /// 10000^(-4i/D)`, `sin(x ω_i)` for all i, then `cos(x ω_i)`, and y alike (He et al. 2022,
  /// appendix A.1, after "Attention Is All You Need", section 3.5). The class token has zeros.
  final class Sinusoidal implements PatchPositions {
    private static final double BASE = 10_000;

    private final int width;
    private final PatchGrid grid;
    private final Map<PatchGrid, float[]> known = new ConcurrentHashMap<>();

    private Sinusoidal(int width, PatchGrid grid) {
      this.width = width;
      this.grid = grid;
    }

    /// Waves of a width.
    ///
    /// @param width D, which must divide by 4
    /// @param grid whose rows and columns are counted; those of other grids stand between them
    public static Sinusoidal create(int width, PatchGrid grid) {
      if (width < 4 || width % 4 != 0)
        throw new IllegalArgumentException(
            "sinusoidal positions in two dimensions need a width that divides by 4, got " + width);
      return new Sinusoidal(width, grid);
    }

    @Override
    public Tensor ofPatches(PatchGrid other, Device device) {
      var values = known.computeIfAbsent(other, this::waves);
      return Tensors.of(device, values, other.count(), width);
    }

    @Override
    public Tensor ofClassToken(Device device) {
      return Tensors.zeros(DataType.FLOAT32, device, 1, width);
    }

    private float[] waves(PatchGrid other) {
      var waves = new float[Math.multiplyExact(other.count(), width)];
      for (var row = 0; row < other.rows(); row++)
        for (var column = 0; column < other.columns(); column++) {
          var first = (row * other.columns() + column) * width;
          wave(waves, first, place(column, other.columns(), grid.columns()));
          wave(waves, first + width / 2, place(row, other.rows(), grid.rows()));
        }
      return waves;
    }

    private static double place(int index, int count, int known) {
      return count == known ? index : (index + 0.5) * known / count - 0.5;
    }

    private void wave(float[] waves, int first, double place) {
      var quarter = width / 4;
      for (var i = 0; i < quarter; i++) {
        var angle = place * Math.pow(BASE, -(double) i / quarter);
        waves[first + i] = (float) Math.sin(angle);
        waves[first + quarter + i] = (float) Math.cos(angle);
      }
    }
  }
}
