package dev.uvaha.vision.selfsupervised;

import dev.uvaha.images.Picture;
import dev.uvaha.images.Resampling;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.vit.MaskedAutoencoder;
import dev.uvaha.models.vit.PatchGrid;
import dev.uvaha.models.vit.PatchMask;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.nio.file.Path;
import java.util.Random;

/// Completes pictures of which most patches are hidden, by a masked autoencoder (He et al. 2022).
/// Safe to share between threads.
public final class PictureCompletion {
  private final MaskedAutoencoder model;

  private PictureCompletion(MaskedAutoencoder model) {
    this.model = model;
  }

  /// Whether a folder holds what [#load] opens, as far as its `config.json` says.
  public static boolean opens(Path folder) {
    try {
      return ModelFolder.architecture(folder).equals(Encoders.MASKED.architecture());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Opens the folder of a run that trained a masked autoencoder.
  ///
  /// @throws IllegalArgumentException if it holds none: one line says why
  public static PictureCompletion load(Path folder) {
    return new PictureCompletion(Encoders.MASKED.load(folder));
  }

  /// The patches of a picture.
  public PatchGrid grid() {
    return model.config().encoder().patches().grid();
  }

  /// Hides patches by chance, and tells them from the others.
  ///
  /// @param picture of any size, which is brought to the model's
  /// @param hidden the share of the patches
  /// @param seed of which ones
  /// @return of the one picture
  /// @throws IllegalArgumentException if none would be hidden, or all
  public Reconstructions complete(Picture picture, double hidden, long seed) {
    var patches = model.config().encoder().patches();
    var side = patches.imageSize();
    var mask = PatchMask.draw(1, patches.grid().count(), hidden, new Random(seed));
    var wanted = patches.channels() == 1 ? picture.grey() : picture.rgb();
    var values = new float[patches.channels() * side * side];
    PictureData.NORMALISATION.apply(Resampling.BICUBIC.resize(wanted, side, side), values, 0);
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var pixels = Tensors.of(Device.CPU, values, 1, patches.channels(), side, side);
        return Reconstructions.of(model, pixels, mask, 1);
      }
    });
  }
}
