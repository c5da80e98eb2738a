package dev.uvaha.training;

import dev.uvaha.training.History.Scored;
import dev.uvaha.training.TrainingEvent.Standing;
import dev.uvaha.training.TrainingResult.Ending;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// One training from its start, or from where it was resumed, to its end.
final class TrainingLoop<B> {
  private final TrainingTask<B> task;
  private final TrainingConfig config;
  private final Run run;
  private final Moments moments;
  private final TrainingStep<B> step;
  private final List<TrainingListener> listeners;
  private final Clock clock;
  private Journal journal = Journal.start(0);

  TrainingLoop(
      TrainingTask<B> task,
      TrainingConfig config,
      Run run,
      Moments moments,
      TrainingStep<B> step,
      List<TrainingListener> listeners) {
    this.task = task;
    this.config = config;
    this.run = run;
    this.moments = moments;
    this.step = step;
    this.listeners = listeners;
    clock = new Clock(config.limits(), task);
  }

  TrainingResult run(Journal start, StopSignal stop) {
    journal = start;
    clock.start(start);
    tell(
        new TrainingEvent.Started(
            progress(), task.model().parameterCount(), config.step().precision()));
    if (start.step() == 0) saveState(); // a run that is killed early can be resumed too
    var batches = task.batches(start.data().cursor());
    var ending = ending(stop);
    while (ending.isEmpty()) {
      takeStep(batches);
      reportValidateSave();
      ending = ending(stop);
    }
    var result = ending.get() == Ending.STOPPED ? stopped() : finished(ending.get());
    tell(new TrainingEvent.Finished(progress(), result));
    return result;
  }

  private Optional<Ending> ending(StopSignal stop) {
    var limits = config.limits();
    var patience = config.checkpoints().patience();
    if (journal.step() >= limits.steps()) return Optional.of(Ending.STEPS);
    if (journal.data().cursor().epoch() >= limits.epochs()) return Optional.of(Ending.EPOCHS);
    if (clock.elapsed().compareTo(limits.time()) >= 0) return Optional.of(Ending.TIME);
    if (patience > 0 && journal.history().since() >= patience) return Optional.of(Ending.EARLY);
    return stop.isRequested() ? Optional.of(Ending.STOPPED) : Optional.empty();
  }

  private void takeStep(Iterator<DrawnBatch<B>> batches) {
    var number = journal.step() + 1;
    var began = System.nanoTime();
    var outcome = step.take(batches, number, rate(number));
    var nanos = System.nanoTime() - began;
    journal = journal.after(outcome, nanos, clock.elapsed().toMillis());
    tell(new TrainingEvent.Stepped(progress(), outcome.loss(), outcome.tokens()));
    if (number % config.every().report() == 0) report(outcome.gradientNorm());
  }

  private double rate(long number) {
    return config.schedule().rate(number, config.limits().timeShare(clock.elapsed()));
  }

  private void report(double gradientNorm) {
    var window = journal.window();
    tell(
        new TrainingEvent.Reported(
            progress(),
            window.mean(),
            rate(journal.step()),
            gradientNorm,
            new TrainingEvent.Speed(window.tokensPerSecond(), task.unit()),
            ProcessMemory.resident()));
    journal = journal.with(Journal.Window.EMPTY);
  }

  private void reportValidateSave() {
    var validates = journal.step() % config.every().validate() == 0;
    if (validates) validate();
    if (validates || journal.step() % config.every().save() == 0) saveState();
  }

  private void validate() {
    var validation = Validation.of(task, config.step().precision());
    var newest = scored(validation);
    var standing = journal.history().standing(newest);
    if (config.checkpoints().keep() > 0) saveWeights(run.checkpoint(journal.step()));
    if (standing == Standing.BEST) saveModel();
    journal = journal.with(journal.history().plus(newest, config.checkpoints()));
    tell(validated(validation, standing));
  }

  private TrainingEvent validated(Validation validation, Standing standing) {
    return new TrainingEvent.Validated(
        progress(), validation.loss(), validation.bitsPerByte(), validation.metric(), standing);
  }

  /// Without anything to validate on, the newest weights count as the best.
  private Scored scored(Validation validation) {
    var score = validation.score(config.checkpoints().criterion());
    if (score.isEmpty() && config.checkpoints().criterion() == CheckpointConfig.Criterion.METRIC)
      throw new TrainingException(
          "checkpoints compare by METRIC, but the task has none: give it one or compare by LOSS");
    if (Double.isNaN(score.orElse(0)))
      throw new TrainingException(
          "step %d: the validation loss is NaN: lower the learning rate; what was saved before is intact"
              .formatted(journal.step()));
    return new Scored(journal.step(), score.orElse((double) journal.step()), validation.loss());
  }

  private TrainingResult stopped() {
    saveState();
    if (!Files.exists(run.model())) saveModel();
    return result(Ending.STOPPED, bestLoss());
  }

  private TrainingResult finished(Ending ending) {
    if (journal.history().latest() != journal.step()) validate();
    saveState();
    if (!Files.exists(run.model())) saveModel();
    var loss = bestLoss();
    if (journal.history().kept().size() > 1) loss = average(loss);
    task.format().load(task.model(), run.model());
    return result(ending, loss);
  }

  /// Averages the kept checkpoints, and makes the mean the model if it is better than the best.
  private OptionalDouble average(OptionalDouble bestLoss) {
    var checkpoints = journal.history().steps().stream().map(run::checkpoint).toList();
    Averaging.assign(task.model(), checkpoints);
    saveWeights(run.average());
    var validation = Validation.of(task, config.step().precision());
    var score = validation.score(config.checkpoints().criterion());
    if (score.isEmpty() || score.getAsDouble() <= journal.history().best().getFirst().score())
      return bestLoss;
    saveModel();
    tell(validated(validation, Standing.BEST));
    remember(new Scored(journal.step(), score.getAsDouble(), validation.loss()));
    return validation.loss();
  }

  /// Saves the state once more, with the average as the best: then a run that goes on replaces it
  /// only by something better. The weights to go on from are those of the state, not the average.
  private void remember(Scored average) {
    TrainingState.restore(run.state(), task.model(), moments);
    journal = journal.with(journal.history().averaged(average));
    saveState();
  }

  private OptionalDouble bestLoss() {
    return journal.history().best().stream()
        .map(Scored::loss)
        .findFirst()
        .orElseGet(OptionalDouble::empty);
  }

  private TrainingResult result(Ending ending, OptionalDouble loss) {
    return new TrainingResult(ending, journal.step(), loss, run.model());
  }

  private void saveState() {
    journal = journal.at(clock.elapsed().toMillis());
    TrainingState.save(run.state(), task.model(), moments, journal);
    run.keepOnly(journal.history().steps());
    tell(new TrainingEvent.Saved(progress(), run.state()));
  }

  private void saveModel() {
    saveWeights(run.model(), task.format());
  }

  private void saveWeights(Path file) {
    saveWeights(file, WeightsFormat.OWN);
  }

  private void saveWeights(Path file, WeightsFormat format) {
    try {
      format.save(task.model(), file);
    } catch (UncheckedIOException failure) {
      throw Run.failed("save", file, failure);
    }
    tell(new TrainingEvent.Saved(progress(), file));
  }

  private Progress progress() {
    return clock.progress(journal);
  }

  private void tell(TrainingEvent event) {
    for (var listener : listeners) listener.on(event);
  }
}
