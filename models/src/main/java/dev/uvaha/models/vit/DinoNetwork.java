package dev.uvaha.models.vit;

import dev.uvaha.attention.Trace;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;

/// What student and teacher both are: an encoder and a head, `g = h ∘ f` (Caron et al. 2021,
/// section 3.2).
public record DinoNetwork(DinoConfig config, VitEncoder encoder, DinoHead head) implements Layer {
  /// A network with fresh parameters.
  public static DinoNetwork create(DinoConfig config) {
    return new DinoNetwork(config, VitEncoder.create(config.encoder()), DinoHead.create(config));
  }

  /// Scores of the prototypes.
  ///
  /// @param view crops of one size, `[B, C, height, width]`
  /// @return `[B, K]`
  public Tensor forward(Tensor view, Mode mode) {
    return head.forward(encoder.pooled(encoder.forward(view, mode, Trace.none())));
  }

  @Override
  public void describe(Description description) {
    description.layer("encoder", encoder).layer("head", head);
  }
}
