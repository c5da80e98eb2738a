package dev.uvaha.studio.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.attention.Trace;
import dev.uvaha.hub.HuggingFace;
import dev.uvaha.images.Normalisation;
import dev.uvaha.images.PngFile;
import dev.uvaha.nn.Mode;
import dev.uvaha.studio.TinyRuns;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.vision.ImageClassifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VisionViewTest {
  private static final int PATCHES = TinyRuns.GRID * TinyRuns.GRID;

  @TempDir private Path folder;
  private ImageClassifier classifier;
  private VisionView view;

  @BeforeEach
  void open() throws IOException {
    classifier = ImageClassifier.load(TinyRuns.vit(folder));
    view = new VisionView(classifier);
  }

  /// Every number of every head, and the class token's row of it.
  @Test
  void showsTheModelsAttention() {
    var picture = VisionView.shape(3, 5); // of the model's own size: nothing is scaled
    var seen = view.see(picture);
    assertThat(seen.rows() * seen.columns()).isEqualTo(PATCHES);
    var pixels = new float[3 * 32 * 32];
    Normalisation.HALF.apply(picture, pixels, 0);
    var model = HuggingFace.vit(folder);
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var trace = Trace.recording();
        model.forward(Tensors.of(pixels, 1, 3, 32, 32), Mode.INFERENCE, trace);
        var tokens = Collections.nCopies(PATCHES + 1, "patch");
        for (var layer = 0; layer < TinyRuns.LAYERS; layer++) {
          var weights = Objects.requireNonNull(trace.tensors().get("attentions." + layer));
          var maps = AttentionMap.of(layer, weights, 0, tokens, tokens);
          for (var head = 0; head < TinyRuns.HEADS; head++) {
            var expected = maps.get(head).weights();
            assertThat(view.head(seen.id(), layer, head)).isDeepEqualTo(expected);
            for (var patch = 0; patch < PATCHES; patch++)
              assertThat(seen.heads().get(layer).get(head)[patch])
                  .isEqualTo(expected[0][1 + patch]);
          }
        }
      }
      return true;
    });
    assertThat(seen.rollout())
        .isEqualTo(SeenPicture.numbers(classifier.attention(picture).rollout()));
  }

  @Test
  void tellsTheClassifiersClasses() {
    var picture = VisionView.shape(0, 0);
    var expected = classifier.classify(picture);
    var seen = view.see(picture);
    assertThat(seen.answers()).hasSize(10);
    assertThat(seen.answers().getFirst().label()).isEqualTo(expected.label());
    assertThat(VisionView.read(seen.picture()).width()).isEqualTo(256);
  }

  @Test
  void keepsTheLastFew() {
    var first = view.see(VisionView.shape(1, 1)).id();
    assertThat(view.head(first, 0, 0)).hasDimensions(PATCHES + 1, PATCHES + 1);
    for (var i = 0; i < 8; i++) view.see(VisionView.shape(2, i));
    assertThatThrownBy(() -> view.head(first, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not kept");
    var last = view.see(VisionView.shape(2, 0)).id();
    assertThatThrownBy(() -> view.head(last, 0, TinyRuns.HEADS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no layer 0 with a head 3");
  }

  @Test
  void readsWhatWasSent() {
    var shape = VisionView.shape(4, 2);
    assertThat(VisionView.read(PngFile.bytes(shape))).isEqualTo(shape);
    assertThatThrownBy(() -> VisionView.read("<html>".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the picture");
    assertThatThrownBy(() -> VisionView.shape(10, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
