package dev.uvaha.training;

import dev.uvaha.tensor.Randomness;
import java.util.ArrayList;
import java.util.List;

/// Trains a model: steps, validations, checkpoints, until a limit is reached or it is asked to
/// stop.
///
/// The same task, configuration and thread count give the same weights, bit for bit, however often
/// training was stopped in between; but for a limit of time, which no clock keeps to the step. It
/// works on the calling thread, and with it on another where the task has halves.
///
/// @param <B> what the task calls a batch
public final class Trainer<B> {
  private final TrainingTask<B> task;
  private final TrainingConfig config;
  private final List<TrainingListener> listeners;
  private final Exchange exchange;

  /// Trains on this process alone.
  public Trainer(
      TrainingTask<B> task, TrainingConfig config, List<? extends TrainingListener> listeners) {
    this(task, config, listeners, Exchange.alone());
  }

  /// Trains together with other processes.
  public Trainer(
      TrainingTask<B> task,
      TrainingConfig config,
      List<? extends TrainingListener> listeners,
      Exchange exchange) {
    this.task = task;
    this.config = config;
    this.listeners = List.copyOf(listeners);
    this.exchange = exchange;
  }

  /// Trains from the model's weights as they are. Afterwards the model has the weights of
  /// [Run#model], unless it was stopped: then it has those of the last step.
  ///
  /// @throws TrainingException if the loss is not finite, the disk does not take what is saved or
  ///   another training has the run
  public TrainingResult train(Run run, StopSignal stop) {
    try (var _ = RunLock.take(run);
        var moments = moments()) {
      Randomness.seed(config.seed());
      return loop(run, moments, Journal.start(task.fingerprint()), stop);
    }
  }

  /// Goes on where the saved state of a run is. Limits, intervals and rates may be others than
  /// before; with the same ones the run ends as if it had never been stopped.
  ///
  /// @throws TrainingException as [#train], or if the state is damaged, of another model or of
  ///   other data
  public TrainingResult resume(Run run, StopSignal stop) {
    try (var _ = RunLock.take(run);
        var moments = moments()) {
      var journal = TrainingState.restore(run.state(), task.model(), moments);
      if (journal.data().fingerprint() != task.fingerprint())
        throw new TrainingException(
            "cannot resume %s: its training data, batch limits or seed have changed; bring them back or begin a new run"
                .formatted(run.folder()));
      run.keepOnly(journal.history().steps());
      return loop(run, moments, journal, stop);
    }
  }

  private Moments moments() {
    return new Moments(config.optimizer(), task.model().parameters());
  }

  private TrainingResult loop(Run run, Moments moments, Journal journal, StopSignal stop) {
    try (var lines = JsonLines.append(run.metrics(), journal.step());
        var events = EventFile.create(run.folder(), journal.step())) {
      var all = new ArrayList<>(listeners);
      all.add(lines);
      all.add(events);
      var step = new TrainingStep<>(task, config.step(), exchange, moments);
      return new TrainingLoop<>(task, config, run, moments, step, all).run(journal, stop);
    }
  }
}
