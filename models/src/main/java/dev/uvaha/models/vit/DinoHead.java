package dev.uvaha.models.vit;

import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import java.util.Optional;

/// How near a picture's vector, mapped by three layers, is to each of K prototypes: their cosines
/// (Caron et al. 2021, section 3.2 and appendix C, "Projection head").
///
/// @param prototypes `[K, bottleneck]`, of any length each
public record DinoHead(Linear first, Linear second, Linear bottleneck, Parameter prototypes)
    implements Layer {
  private static final double DEVIATION = 0.02; // of prototypes, which only have a direction
  private static final double LEAST = 1e-24; // of a squared length, so that zeros stay zeros

  /// A head with fresh parameters. Each map keeps the spread of what it is given, at any width:
  /// with a deviation of 0.02, which is published for 2048 inputs, a narrow head would make
  /// pictures differ by less than its biases move in a few steps.
  public static DinoHead create(DinoConfig config) {
    var width = config.encoder().block().width();
    return new DinoHead(
        linear(width, config.innerWidth()),
        linear(config.innerWidth(), config.innerWidth()),
        linear(config.innerWidth(), config.bottleneck()),
        Initialization.normal(DEVIATION, config.prototypes(), config.bottleneck()));
  }

  private static Linear linear(int inputs, int outputs) {
    return new Linear(
        Initialization.normal(Math.sqrt(1.0 / inputs), outputs, inputs),
        Optional.of(Initialization.zeros(outputs)));
  }

  /// The cosine of each picture's mapped vector and each prototype.
  ///
  /// @param features `[B, D]`
  /// @return `[B, K]`, in `[-1, 1]`
  public Tensor forward(Tensor features) {
    var inner = Activation.GELU.apply(first.forward(features));
    var mapped = bottleneck.forward(Activation.GELU.apply(second.forward(inner)));
    return Kernels.linear(unit(mapped), unit(prototypes.value()));
  }

  /// Rows of length 1.
  private static Tensor unit(Tensor rows) {
    return rows.divide(rows.multiply(rows).sum(1).add(LEAST).sqrt().unsqueeze(1));
  }

  @Override
  public void describe(Description description) {
    description
        .layer("first", first)
        .layer("second", second)
        .layer("bottleneck", bottleneck)
        .parameter("prototypes", prototypes);
  }
}
