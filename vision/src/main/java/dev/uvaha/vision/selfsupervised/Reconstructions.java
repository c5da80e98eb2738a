package dev.uvaha.vision.selfsupervised;

import dev.uvaha.images.ContactSheet;
import dev.uvaha.images.Picture;
import dev.uvaha.images.PngFile;
import dev.uvaha.models.vit.MaskedAutoencoder;
import dev.uvaha.models.vit.PatchMask;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Pictures, what a masked autoencoder saw of each, and what it made of that; as many of each.
public record Reconstructions(
    List<Picture> originals, List<Picture> masked, List<Picture> completed) {
  private static final int LARGE = 112; // pixels, so that small pictures can be seen

  /// Keeps its own copies.
  public Reconstructions {
    originals = List.copyOf(originals);
    masked = List.copyOf(masked);
    completed = List.copyOf(completed);
  }

  /// What a model makes of pictures, in inference.
  ///
  /// @param pixels `[B, C, height, width]`, as [PictureData#NORMALISATION] makes them
  /// @param mask of as many pictures
  /// @param count pictures at most
  static Reconstructions of(MaskedAutoencoder model, Tensor pixels, PatchMask mask, int count) {
    var prediction = model.forward(pixels, mask, Mode.INFERENCE);
    return new Reconstructions(
        PictureRows.of(pixels, count),
        PictureRows.of(hiddenInGrey(model, pixels, mask), count),
        PictureRows.of(model.completed(prediction, pixels, mask), count));
  }

  /// Hidden patches in medium grey.
  private static Tensor hiddenInGrey(MaskedAutoencoder model, Tensor pixels, PatchMask mask) {
    var patches = model.config().encoder().patches();
    var cut = patches.cut(pixels);
    var grey = mask.hiddenOf(cut).multiply(0);
    return patches.join(mask.joined(mask.visibleOf(cut), grey), patches.grid(pixels));
  }

  /// A picture a row: original, masked, completed.
  public Picture sheet() {
    var panels = new ArrayList<Picture>();
    for (int i = 0; i < originals.size(); i++)
      panels.addAll(List.of(originals.get(i), masked.get(i), completed.get(i)));
    int scale = Math.max(1, LARGE / originals.getFirst().height());
    return new ContactSheet(3, 2 * scale, scale).of(panels);
  }

  /// Writes the sheet into a run's folder: `reconstructions/step-N.png`.
  ///
  /// @throws java.io.UncheckedIOException if the disk does not take it
  void write(Path run, long step) {
    PngFile.write(run.resolve("reconstructions").resolve("step-" + step + ".png"), sheet());
  }
}
