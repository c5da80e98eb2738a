package dev.uvaha.studio.positions;

import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.studio.folders.ModelFolders;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.TensorScope;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// The trained vectors of a model's positions, read out of its weights alone.
///
/// @param rows `[positions][D]`
@SuppressWarnings("ArrayRecordComponent") // plain numbers are the point
record LearnedPositions(String model, float[][] rows) {
  /// GPT-2's, BERT's, a ViT's and ours.
  private static final Pattern NAME =
      Pattern.compile(
          "(.*\\.)?(wpe\\.weight|position_embeddings(\\.weight)?|positions\\.table\\.weight)");

  private static final int MATRIX = 2;

  /// The positions of the model in a folder.
  ///
  /// @return empty if it has no trained ones
  /// @throws IllegalArgumentException if the folder holds no weights that can be read
  static Optional<LearnedPositions> read(Path folder) {
    try (var _ = TensorScope.open();
        var checkpoint = Checkpoint.open(folder)) {
      return checkpoint.names().stream()
          .filter(name -> NAME.matcher(name).matches())
          .filter(name -> checkpoint.shape(name).rank() >= MATRIX)
          .findFirst()
          .map(name -> of(folder, checkpoint, name));
    }
  }

  private static LearnedPositions of(Path folder, Checkpoint checkpoint, String name) {
    var table = checkpoint.tensor(name).to(DataType.FLOAT32);
    var width = (int) table.size(-1);
    var values = table.reshape(-1, width).contiguous().toFloats();
    var rows = new float[values.length / width][];
    for (var t = 0; t < rows.length; t++)
      rows[t] = Arrays.copyOfRange(values, t * width, (t + 1) * width);
    return new LearnedPositions(ModelFolders.name(folder), rows);
  }

  int width() {
    return rows[0].length;
  }
}
