package dev.uvaha.nn;

import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.function.Function;
import java.util.function.Supplier;

/// Where parameters begin.
public final class Initialization {
  private static final ScopedValue<Place> UNSET = ScopedValue.newInstance();

  private record Place(Device device, DataType type) {}

  private Initialization() {}

  /// Makes a layer for a checkpoint to fill: the parameters have no values yet, so that loading
  /// costs no draw and leaves the random sequence where it stands.
  ///
  /// @param device where it is to be
  /// @param type of its matrices; vectors are FLOAT32
  /// @param creation makes the layer, on this thread
  public static <L extends Layer> L unset(Device device, DataType type, Supplier<L> creation) {
    return ScopedValue.where(UNSET, new Place(device, type)).call(creation::get);
  }

  /// Uniform in ±√(6 / (inputs + outputs)), which keeps the variance across a layer (Glorot and
  /// Bengio 2010).
  public static Parameter xavierUniform(long outputs, long inputs) {
    return uniform(Math.sqrt(6.0 / (inputs + outputs)), outputs, inputs);
  }

  /// Uniform in ±bound.
  public static Parameter uniform(double bound, long... sizes) {
    return drawn(drawnSizes -> Randomness.uniform(-bound, bound, Device.CPU, drawnSizes), sizes);
  }

  /// Normal around 0.
  public static Parameter normal(double deviation, long... sizes) {
    return drawn(drawnSizes -> Randomness.normal(0, deviation, Device.CPU, drawnSizes), sizes);
  }

  private static Parameter drawn(Function<long[], Tensor> draw, long... sizes) {
    return new Parameter(UNSET.isBound() ? unset(sizes) : draw.apply(sizes));
  }

  public static Parameter zeros(long... sizes) {
    return new Parameter(UNSET.isBound() ? unset(sizes) : Tensors.zeros(sizes));
  }

  public static Parameter ones(long... sizes) {
    return new Parameter(UNSET.isBound() ? unset(sizes) : Tensors.zeros(sizes).fillInPlace(1));
  }

  private static Tensor unset(long... sizes) {
    var place = UNSET.get();
    return Tensors.empty(sizes.length < 2 ? DataType.FLOAT32 : place.type(), place.device(), sizes);
  }
}
