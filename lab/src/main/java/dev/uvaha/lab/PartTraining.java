package dev.uvaha.lab;

import dev.uvaha.training.Run;
import dev.uvaha.training.RunContents;
import dev.uvaha.training.Trainer;
import dev.uvaha.training.TrainingConfig;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.training.TrainingResult;
import dev.uvaha.training.TrainingTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/// Trains a part's model in the part's own folder, going on from the last saved state if it was
/// stopped there.
public final class PartTraining {
  private final Study study;
  private final String part;
  private final Path folder;

  /// @param part a part of the study, which also names the folder
  public PartTraining(Study study, String part) {
    this.study = study;
    this.part = part;
    folder = study.parts().folder(part);
  }

  /// Trains the task's model to the end.
  ///
  /// @return the mean loss of the steps between each two reports
  /// @throws StoppedException if it was asked to stop
  public <B> List<Double> train(TrainingTask<B> task, TrainingConfig config) {
    TrainingListener watching =
        event -> {
          if (event instanceof TrainingEvent.Stepped stepped)
            study
                .watch()
                .advanced(
                    part,
                    stepped.progress().done(),
                    String.format(Locale.ROOT, "loss %.4f", stepped.loss()));
        };
    var trainer = new Trainer<>(task, config, List.of(watching));
    var run = run();
    var result =
        Files.exists(run.state())
            ? trainer.resume(run, study.watch().stop())
            : trainer.train(run, study.watch().stop());
    if (result.ending() == TrainingResult.Ending.STOPPED) throw new StoppedException(part);
    return losses(run.metrics());
  }

  /// The part's run, begun anew if it has no saved state.
  private Run run() {
    if (study.parts().isBegun(part)) return Run.open(folder);
    study.parts().clear(part);
    return Run.create(folder, RunContents.none());
  }

  private static List<Double> losses(Path metrics) {
    var json = JsonMapper.shared();
    try (var lines = Files.lines(metrics)) {
      var losses = new ArrayList<Double>();
      lines
          .map(json::readTree)
          .filter(line -> line.has("loss") && line.has("rate"))
          .forEach(line -> losses.add(line.path("loss").asDouble()));
      return losses;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }
}
