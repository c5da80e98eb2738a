package dev.uvaha.models.vit;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;
import java.util.Optional;

/// The Vision Transformer: a linear map of the vector that its encoder makes of a picture
/// (Dosovitskiy et al. 2021, eq. 4).
///
/// @param pooler a map of that vector, bent by tanh; usually none
/// @param head from features to labels; empty if it makes features alone
public record Vit(
    VitConfig config, VitEncoder encoder, Optional<Linear> pooler, Optional<Linear> head)
    implements Layer {
  private static final double DEVIATION = 0.02;

  /// How a model lies on disk.
  public static final ModelFolder<VitConfig, Vit> FOLDER =
      new ModelFolder<>("uvaha-vit", VitConfig.class, Vit::create, VitConfig::parameterCount);

  /// A model with fresh parameters.
  public static Vit create(VitConfig config) {
    var width = config.encoder().block().width();
    return new Vit(
        config,
        VitEncoder.create(config.encoder()),
        switch (config.pooler()) {
          case NONE -> Optional.empty();
          case TANH -> Optional.of(Linear.create(width, width));
        },
        config.labels() == 0 ? Optional.empty() : Optional.of(head(width, config.labels())));
  }

  /// A classifier on an encoder that was trained otherwise: the head is fresh, the encoder shared.
  ///
  /// @param labels 1 or more
  public static Vit on(VitEncoder encoder, int labels) {
    var config = VitConfig.of(encoder.config(), labels);
    var head = head(encoder.config().block().width(), labels);
    return new Vit(config, encoder, Optional.empty(), Optional.of(head));
  }

  private static Linear head(int width, int labels) {
    return new Linear(
        Initialization.normal(DEVIATION, labels, width), Optional.of(Initialization.zeros(labels)));
  }

  /// Logits of each picture's label.
  ///
  /// @param pixels `[B, C, height, width]`, normalised as in training; of any size that divides by
  ///   P
  /// @return `[B, K]`
  /// @throws IllegalArgumentException as [Patches#cut]
  /// @throws IllegalStateException if it has no head
  public Tensor forward(Tensor pixels, Mode mode) {
    return forward(pixels, mode, Trace.none());
  }

  /// [#forward(Tensor, Mode)], looking inside.
  ///
  /// @param trace takes `hidden_states`, before the last norm, and `attentions` `[B, N, T, T]`
  public Tensor forward(Tensor pixels, Mode mode, Trace trace) {
    return logits(features(pixels, mode, trace));
  }

  /// A vector for each picture: what the head reads.
  ///
  /// @param pixels `[B, C, height, width]`
  /// @param trace as of [#forward(Tensor, Mode, Trace)]
  /// @return `[B, D]`
  public Tensor features(Tensor pixels, Mode mode, Trace trace) {
    var vector = encoder.pooled(encoder.forward(pixels, mode, trace));
    return pooler.map(map -> map.forward(vector).tanh()).orElse(vector);
  }

  /// Logits of features.
  ///
  /// @param features `[B, D]`
  /// @return `[B, K]`
  /// @throws IllegalStateException if it has no head
  public Tensor logits(Tensor features) {
    return head.orElseThrow(() ->
            new IllegalStateException("this ViT has no head for labels: it makes features alone"))
        .forward(features);
  }

  @Override
  public void describe(Description description) {
    description.layer("encoder", encoder);
    pooler.ifPresent(map -> description.layer("pooler", map));
    head.ifPresent(map -> description.layer("head", map));
  }
}
