package dev.uvaha.studio.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.hub.HuggingFace;
import dev.uvaha.studio.TinyRuns;
import dev.uvaha.studio.runs.ScalingLaw.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScalingLawTest {
  private static final Offset<Double> EXACT = within(1e-9); // relative, some roundings of doubles

  @TempDir private Path folder;

  private static Point point(long parameters, double loss) {
    return new Point("run-" + parameters, parameters, loss);
  }

  @Test
  void findsTheLawThatPointsWereMadeBy() {
    var points =
        LongStream.of(1_000, 30_000, 2_000_000)
            .mapToObj(size -> point(size, Math.pow(8.8e13 / size, 0.076)))
            .toList();
    var law = ScalingLaw.through(points).law().orElseThrow();
    assertThat(law.exponent()).isCloseTo(0.076, EXACT);
    assertThat(law.scale() / 8.8e13).isCloseTo(1, EXACT);
    assertThat(law.determination()).isCloseTo(1, EXACT);
  }

  @Test
  void twoSizesOrALossThatRisesHaveNone() {
    assertThat(ScalingLaw.through(List.of()).law()).isEmpty();
    var two = List.of(point(10, 3), point(10, 2.5), point(20, 2));
    assertThat(ScalingLaw.through(two).law()).isEmpty();
    assertThat(ScalingLaw.through(List.of(point(10, 1), point(20, 1), point(40, 1))).law())
        .isEmpty();
    assertThat(ScalingLaw.through(List.of(point(10, 1), point(20, 2), point(40, 3))).law())
        .isEmpty();
    var hardly = List.of(point(100_000, 2), point(300_000, 1.9995), point(1_000_000, 1.999));
    assertThat(ScalingLaw.through(hardly).law()).isEmpty();
    var below = List.of(point(100_000, 0.3), point(300_000, 0.2995), point(1_000_000, 0.299));
    assertThat(ScalingLaw.through(below).law()).isEmpty();
  }

  @Test
  void aRunsPointIsItsWeightsCountAndItsLowestLoss() throws IOException {
    var run = TinyRuns.gpt(folder.resolve("run"));
    var parameters =
        HuggingFace.languageModel(run).parameters().values().stream()
            .mapToLong(one -> one.shape().elements())
            .sum();
    assertThat(ScalingLaw.point("run", run, List.of(3.0, 2.0, 2.5)))
        .contains(new Point("run", parameters, 2.0));
    assertThat(ScalingLaw.point("run", run, List.of())).isEmpty();
    assertThat(ScalingLaw.point("run", run, List.of(0.0))).isEmpty();
    Files.writeString(run.resolve("model.safetensors"), "cut");
    assertThat(ScalingLaw.point("run", run, List.of(3.0))).isEmpty();
    Files.delete(run.resolve("model.safetensors"));
    assertThat(ScalingLaw.point("run", run, List.of(3.0))).isEmpty();
  }
}
