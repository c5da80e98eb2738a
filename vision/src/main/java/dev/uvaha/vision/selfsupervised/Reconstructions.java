package dev.uvaha.vision.selfsupervised;

import dev.uvaha.images.ContactSheet;
import dev.uvaha.images.Picture;
import dev.uvaha.images.PngFile;
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
