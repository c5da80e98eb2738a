package dev.uvaha.hub;

import dev.uvaha.attention.Trace;
import dev.uvaha.images.Picture;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.vit.Patches;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.safetensors.Safetensors;
import dev.uvaha.nn.safetensors.SafetensorsFile;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What one forward pass of a ViT computes, in float32, as a safetensors file with the names of
/// Hugging Face's outputs.
///
/// | name | shape |
/// |---|---|
/// | `input.pixel_values` | `[B, C, height, width]` |
/// | `logits`, if it has a head | `[B, K]` |
/// | `hidden_states.i`, the last before the last norm | `[B, T, D]` |
/// | `attentions.i` | `[B, N, T, T]` |
public final class ImageTrace {
  private static final String PIXELS = "input.pixel_values";

  private final Vit model;
  private final Preprocessing preprocessing;

  private ImageTrace(Vit model, Preprocessing preprocessing) {
    this.model = model;
    this.preprocessing = preprocessing;
  }

  /// Whether a folder holds a ViT.
  ///
  /// @throws IllegalArgumentException if it holds no model
  public static boolean reads(Path folder) {
    return isOurs(folder)
        || ModelFolder.architecture(folder).toLowerCase(Locale.ROOT).startsWith("vit");
  }

  private static boolean isOurs(Path folder) {
    return ModelFolder.architecture(folder).equals(Vit.FOLDER.architecture());
  }

  /// Opens a ViT, of Hugging Face's kind or one that training wrote.
  ///
  /// @throws IllegalArgumentException if the folder holds none
  public static ImageTrace load(Path folder) {
    var model = isOurs(folder) ? Vit.FOLDER.load(folder) : HuggingFace.vit(folder);
    var patches = model.config().encoder().patches();
    return new ImageTrace(model, Preprocessing.of(folder, patches.imageSize(), patches.channels()));
  }

  /// Channels that a picture must have.
  public int channels() {
    return preprocessing.mean().size();
  }

  /// Runs the model on a picture and writes the file, aside first and then renamed.
  ///
  /// @param picture of any size, with the model's channels
  /// @throws java.io.UncheckedIOException if the file can't be written
  public void write(Picture picture, Path safetensors) {
    var fitting = preprocessing.fitting();
    try (var _ = TensorScope.open()) {
      var pixels =
          Tensors.of(
              preprocessing.pixels(picture),
              1,
              picture.channels(),
              fitting.height(),
              fitting.width());
      run(pixels, safetensors);
    }
  }

  /// Runs the model on the `input.pixel_values` of a file, as they are.
  ///
  /// @throws IllegalArgumentException if the file holds none, or some that do not fit the model:
  ///   one line says what
  /// @throws java.io.UncheckedIOException if a file can't be read or written
  public void write(Path input, Path safetensors) {
    try (var _ = TensorScope.open();
        var file = SafetensorsFile.open(input)) {
      if (!file.names().contains(PIXELS))
        throw new IllegalArgumentException(input + ": it has no " + PIXELS);
      if (!file.dataType(PIXELS).isFloating())
        throw new IllegalArgumentException(
            "%s: %s must be floating, and is %s".formatted(input, PIXELS, file.dataType(PIXELS)));
      var pixels = file.tensor(PIXELS).to(DataType.FLOAT32);
      check(input, pixels);
      run(pixels, safetensors);
    }
  }

  private void check(Path input, Tensor pixels) {
    Patches patches = model.config().encoder().patches();
    try {
      patches.grid(pixels);
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(
          "%s: %s does not fit the model: %s".formatted(input, PIXELS, unfit.getMessage()), unfit);
    }
    if (pixels.size(0) < 1)
      throw new IllegalArgumentException("%s: %s has no picture".formatted(input, PIXELS));
  }

  private void run(Tensor pixels, Path safetensors) {
    Autograd.noGradient(() -> {
      var trace = Trace.recording();
      var tensors = new LinkedHashMap<String, Tensor>();
      tensors.put(PIXELS, pixels);
      var features = model.features(pixels, Mode.INFERENCE, trace);
      if (model.head().isPresent()) tensors.put("logits", model.logits(features));
      tensors.putAll(trace.tensors());
      Safetensors.write(safetensors, tensors, Map.of());
    });
  }
}
