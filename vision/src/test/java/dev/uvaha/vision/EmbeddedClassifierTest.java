package dev.uvaha.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.Part;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What the issue of the embedded classifier promises, held on the weights that ship.
class EmbeddedClassifierTest {
  private static final ImageClassifier CLASSIFIER = ImageClassifier.embedded();

  @Test
  void shapesThatNoTrainingHasSeenAreTold() {
    var shapes = new DrawnShapes(1000, Part.TEST, 77);
    assertThat(CLASSIFIER.labels()).containsExactlyElementsOf(shapes.classes());
    var right = 0;
    for (var i = 0; i < shapes.size(); i++) {
      var answer = CLASSIFIER.classify(shapes.picture(i)).answers().getFirst().label();
      if (answer.equals(shapes.classes().get(shapes.label(i)))) right++;
    }
    assertThat(right).isGreaterThanOrEqualTo(950);
  }

  @Test
  void itTakesFourMegabytesAtMost() throws IOException {
    try (var weights = EmbeddedClassifier.class.getResourceAsStream("shapes/model.safetensors")) {
      assertThat(weights).isNotNull();
      assertThat(weights.readAllBytes()).hasSizeLessThanOrEqualTo(4_000_000);
    }
  }
}
