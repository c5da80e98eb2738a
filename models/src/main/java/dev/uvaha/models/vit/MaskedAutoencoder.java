package dev.uvaha.models.vit;

import dev.uvaha.attention.Trace;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;

/// Learns to see without labels: the encoder reads the patches that a mask leaves visible, and a
/// light decoder tells the hidden ones (He et al. 2022).
public record MaskedAutoencoder(
    MaskedAutoencoderConfig config, VitEncoder encoder, MaskedDecoder decoder) implements Layer {
  /// A model with fresh parameters.
  public static MaskedAutoencoder create(MaskedAutoencoderConfig config) {
    return new MaskedAutoencoder(
        config, VitEncoder.create(config.encoder()), MaskedDecoder.create(config));
  }

  /// What it takes every patch for, each with mean 0 and variance 1.
  ///
  /// @param pixels `[B, C, height, width]`; hidden patches are not read
  /// @param mask of as many pictures and patches
  /// @return `[B, L, P·P·C]`
  /// @throws IllegalArgumentException if the mask is of another size
  public Tensor forward(Tensor pixels, PatchMask mask, Mode mode) {
    var seen = mask.visibleOf(encoder.embed(pixels));
    var states = encoder.encode(seen, mode, Trace.none());
    return decoder.forward(states, mask, patches().grid(pixels), mode);
  }

  /// The mean squared error over the values of hidden patches, a scalar.
  ///
  /// @param prediction from [#forward]
  /// @param pixels what the pictures are
  public Tensor loss(Tensor prediction, Tensor pixels, PatchMask mask) {
    var target = NormalisedPatches.of(mask.hiddenOf(patches().cut(pixels))).values();
    return Loss.meanSquaredError(mask.hiddenOf(prediction.to(target.dataType())), target);
  }

  /// The pictures as it completes them: hidden patches as predicted, with their true mean and
  /// variance, visible ones as they are.
  ///
  /// @param prediction from [#forward]
  /// @return `[B, C, height, width]`
  public Tensor completed(Tensor prediction, Tensor pixels, PatchMask mask) {
    var truth = patches().cut(pixels);
    var told = NormalisedPatches.of(truth).back(prediction.to(truth.dataType()));
    return patches()
        .join(mask.joined(mask.visibleOf(truth), mask.hiddenOf(told)), patches().grid(pixels));
  }

  private Patches patches() {
    return config.encoder().patches();
  }

  @Override
  public void describe(Description description) {
    description.layer("encoder", encoder).layer("decoder", decoder);
  }
}
