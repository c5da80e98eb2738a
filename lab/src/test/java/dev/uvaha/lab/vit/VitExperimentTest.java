package dev.uvaha.lab.vit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.lab.ExampleExperiment;
import dev.uvaha.lab.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VitExperimentTest {
  private static final VitSize SIZE = new VitSize(200, 12, 1, 11, 10, 10, 0.1);

  @TempDir Path folder;

  @Test
  void trainsAllSubjectsAndTellsOfThem() {
    var findings = new VitExperiment().run(ExampleExperiment.study(folder), SIZE);
    for (var subject : Subject.values())
      assertThat(findings.figure("accuracy/" + subject.label).values())
          .hasSize(2)
          .allSatisfy(accuracy -> assertThat(accuracy).isBetween(0.0, 1.0));
    assertThat(findings.figure("gain/pretraining").values()).hasSize(2);
    assertThat(findings.plots()).hasSize(2);
    assertThat(folder.resolve("few-labels-pretrained-seed2-pretraining").resolve("config.json"))
        .exists();
  }

  /// Every expectation is seen where it should be, and not where it should not.
  @Test
  void verdictsCanComeOutBothWays() {
    var expected =
        accuracies(Map.of("patch-16", 0.5, "patch-8", 0.7, "patch-4", 0.8, "sinusoidal", 0.71))
            .values(0.6, 0.3, 0.4);
    assertThat(expected).hasSize(4).allMatch(Verdict::seen);
    var otherwise =
        accuracies(Map.of("patch-16", 0.8, "patch-8", 0.7, "patch-4", 0.8, "sinusoidal", 0.6))
            .values(0.69, 0.4, 0.4);
    assertThat(otherwise).hasSize(4).noneMatch(Verdict::seen);
  }

  private interface Few {
    List<Verdict> values(double without, double fresh, double pretrained);
  }

  private static Few accuracies(Map<String, Double> all) {
    return (without, fresh, pretrained) -> {
      var results =
          Stream.of(Subject.values())
              .collect(
                  Collectors.toMap(
                      subject -> subject,
                      subject ->
                          List.of(
                              new VitResult(
                                  switch (subject) {
                                    case WITHOUT_POSITIONS -> without;
                                    case FEW_LABELS -> fresh;
                                    case FEW_LABELS_PRETRAINED -> pretrained;
                                    case PATCH_16, PATCH_8, PATCH_4, SINUSOIDAL ->
                                        all.getOrDefault(subject.label, 0.0);
                                  },
                                  List.of(1.0)))));
      var findings = new dev.uvaha.lab.Findings();
      new VitReport(SIZE, results).tell(findings);
      return findings.verdicts();
    };
  }
}
