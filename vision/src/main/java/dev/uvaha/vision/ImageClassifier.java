package dev.uvaha.vision;

import dev.uvaha.attention.Trace;
import dev.uvaha.hub.Preprocessing;
import dev.uvaha.images.Channels;
import dev.uvaha.images.HeatMap;
import dev.uvaha.images.Picture;
import dev.uvaha.images.PictureException;
import dev.uvaha.images.PictureReader;
import dev.uvaha.models.vit.PatchGrid;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.classification.Classification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Tells the classes of pictures, and shows where it looked. Safe to share between threads.
public final class ImageClassifier {
  private static final int SMALLEST = 2;

  private final Vit model;
  private final List<String> labels;
  private final Preprocessing preprocessing;
  private final Channels channels;

  private ImageClassifier(ClassifierFolder.Content content) {
    model = content.model();
    labels = List.copyOf(content.labels());
    preprocessing = content.preprocessing();
    channels =
        Arrays.stream(Channels.values())
            .filter(each -> each.count() == preprocessing.mean().size())
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the model takes %d channels, and pictures have 1 or 3"
                        .formatted(preprocessing.mean().size())));
  }

  /// Opens a classifier that [VisionTraining] made, or a ViT's folder of Hugging Face's.
  ///
  /// @throws IllegalArgumentException if the folder holds none: one line says why
  public static ImageClassifier load(Path folder) {
    return new ImageClassifier(new ClassifierFolder(folder).read());
  }

  /// Opens the classifier that comes with the library: of the ten kinds of drawn shapes, and of
  /// nothing else.
  public static ImageClassifier embedded() {
    return EmbeddedClassifier.open(ImageClassifier::load);
  }

  /// The classes, by their numbers.
  public List<String> labels() {
    return labels;
  }

  /// Reads a picture as this classifier takes them.
  ///
  /// @throws PictureException if the file has none that can be used: one line says why
  public Picture read(Path file) {
    var picture = new PictureReader(channels).read(file);
    if (Math.min(picture.height(), picture.width()) < SMALLEST)
      throw new PictureException(
          "%s: has %d x %d pixels, too few to see anything"
              .formatted(file, picture.height(), picture.width()));
    return picture;
  }

  /// Tells the class of a picture.
  ///
  /// @param picture of any size, which is brought to the model's
  public Classification classify(Picture picture) {
    return Classification.of(
        labels,
        run(picture, pixels -> model.forward(pixels, Mode.INFERENCE).softmax(-1).toFloats()));
  }

  /// What of a picture it sees, in the picture's own pixels: all of it, but where its folder says
  /// that the edges are cut off.
  public Picture seen(Picture picture) {
    return preprocessing.fitting().seen(picture);
  }

  /// Where it looks in a picture, or in what it sees of it.
  ///
  /// @param picture of any size, which is brought to the model's
  public PictureAttention attention(Picture picture) {
    return run(
        picture,
        pixels -> {
          var trace = Trace.recording();
          model.features(pixels, Mode.INFERENCE, trace);
          var tensors = trace.tensors();
          var layers = new ArrayList<List<float[][]>>();
          for (var layer = 0; layer < model.config().encoder().layers(); layer++) {
            var weights = tensors.get("attentions." + layer);
            if (weights == null) throw new IllegalStateException("no attentions of layer " + layer);
            layers.add(heads(weights));
          }
          return new PictureAttention(layers, grid());
        });
  }

  /// How much alike the positions of patches are: of each patch a map of the cosines of its vector
  /// and the others' (Dosovitskiy et al. 2021, figure 7).
  ///
  /// @return a map for each patch, row by row
  public List<HeatMap> positionSimilarity() {
    var grid = grid();
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var vectors = model.encoder().positions().ofPatches(grid, model.device());
        var width = (int) vectors.size(1);
        var values = vectors.toFloats();
        var maps = new ArrayList<HeatMap>();
        for (var patch = 0; patch < grid.count(); patch++) {
          var cosines = new float[grid.count()];
          for (var other = 0; other < cosines.length; other++)
            cosines[other] = cosine(values, patch * width, other * width, width);
          maps.add(HeatMap.of(cosines, grid.rows(), grid.columns()));
        }
        return List.copyOf(maps);
      }
    });
  }

  private static float cosine(float[] values, int first, int second, int width) {
    var product = 0.0;
    var one = 0.0;
    var other = 0.0;
    for (var i = 0; i < width; i++) {
      product += (double) values[first + i] * values[second + i];
      one += (double) values[first + i] * values[first + i];
      other += (double) values[second + i] * values[second + i];
    }
    return one == 0 || other == 0 ? 0 : (float) (product / Math.sqrt(one * other));
  }

  private PatchGrid grid() {
    var size = model.config().encoder().patches().patchSize();
    var fitting = preprocessing.fitting();
    return new PatchGrid(fitting.height() / size, fitting.width() / size);
  }

  /// @param weights `[1, N, T, T]`
  private static List<float[][]> heads(Tensor weights) {
    var count = (int) weights.size(1);
    var size = (int) weights.size(2);
    var values = weights.toFloats();
    var heads = new ArrayList<float[][]>();
    for (var head = 0; head < count; head++) {
      var matrix = new float[size][size];
      for (var row = 0; row < size; row++)
        System.arraycopy(values, (head * size + row) * size, matrix[row], 0, size);
      heads.add(matrix);
    }
    return heads;
  }

  private <R> R run(Picture picture, Function<Tensor, R> forward) {
    var wanted = channels == Channels.GREY ? picture.grey() : picture.rgb();
    var fitting = preprocessing.fitting();
    var pixels = preprocessing.pixels(wanted);
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        return forward.apply(
            Tensors.of(
                model.device(), pixels, 1, channels.count(), fitting.height(), fitting.width()));
      }
    });
  }
}
