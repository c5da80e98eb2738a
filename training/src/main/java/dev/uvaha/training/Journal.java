package dev.uvaha.training;

import dev.uvaha.data.BatchCursor;

/// What training knows of itself beside tensors; a value, replaced after each step.
///
/// @param tokens predictions learnt from so far
/// @param elapsedMillis time of training so far
/// @param data where the data goes on, and what data it was
/// @param window what the steps since the last report came to
/// @param history the validations so far
record Journal(
    long step, long tokens, long elapsedMillis, DataPlace data, Window window, History history) {
  static Journal start(long fingerprint) {
    return new Journal(
        0, 0, 0, new DataPlace(BatchCursor.START, fingerprint), Window.EMPTY, History.EMPTY);
  }

  Journal after(TrainingStep.Outcome outcome, long nanos, long elapsedMillis) {
    return new Journal(
        step + 1,
        tokens + outcome.tokens(),
        elapsedMillis,
        new DataPlace(outcome.next(), data.fingerprint),
        window.plus(outcome.loss(), outcome.tokens(), nanos),
        history);
  }

  Journal with(Window other) {
    return new Journal(step, tokens, elapsedMillis, data, other, history);
  }

  Journal with(History other) {
    return new Journal(step, tokens, elapsedMillis, data, window, other);
  }

  Journal at(long millis) {
    return new Journal(step, tokens, millis, data, window, history);
  }

  /// A place in data of a certain kind.
  record DataPlace(BatchCursor cursor, long fingerprint) {}

  /// The losses since the last report, added up, over how many tokens, in which time.
  record Window(double loss, long tokens, long nanos) {
    static final Window EMPTY = new Window(0, 0, 0);

    Window plus(double mean, long more, long moreNanos) {
      return new Window(loss + mean * more, tokens + more, nanos + moreNanos);
    }

    double mean() {
      return loss / tokens;
    }

    double tokensPerSecond() {
      return tokens * 1e9 / nanos;
    }
  }
}
