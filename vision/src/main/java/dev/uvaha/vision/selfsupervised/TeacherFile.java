package dev.uvaha.vision.selfsupervised;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Keeps a line of each validation in a run's `teacher.csv`, and tells if the teacher has
/// collapsed.
///
/// @param warmup steps before it is judged: a fresh teacher sees no differences yet
record TeacherFile(Path run, DinoTraining task, long warmup, Consumer<String> tell)
    implements TrainingListener {
  private static final String HEADER = "step,entropy,information";

  @Override
  public void on(TrainingEvent event) {
    if (!(event instanceof TrainingEvent.Validated validated)) return;
    long step = validated.progress().step();
    var output = task.output();
    write(step, output);
    if (output.collapsed() && step > warmup)
      tell.accept(
          String.format(
              Locale.ROOT,
              "step %,d: the teacher has collapsed, it sees %.4f nats of difference between pictures: lower training.learningRate or method.teacherTemperature, or raise method.momentum",
              step,
              output.information()));
  }

  /// Lines of steps that a resumed run takes again are replaced.
  private void write(long step, TeacherOutput output) {
    var file = run.resolve("teacher.csv");
    try {
      var lines = new ArrayList<>(List.of(HEADER));
      if (Files.exists(file))
        Files.readAllLines(file).stream()
            .skip(1)
            .filter(line -> Long.parseLong(line.substring(0, line.indexOf(','))) < step)
            .forEach(lines::add);
      lines.add(
          String.format(Locale.ROOT, "%d,%.5f,%.5f", step, output.entropy(), output.information()));
      AtomicFile.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }
}
