package dev.uvaha.cli;

import dev.uvaha.hub.HubListener;
import java.util.Optional;

/// Shows how far the work on a model is, as a share of it.
final class HubProgress implements HubListener, AutoCloseable {
  private final Progress progress;

  /// @param title what is done, such as `importing`
  HubProgress(Console console, String title) {
    progress = new Progress(console, title, "", 0, Progress.UNKNOWN);
  }

  @Override
  public void at(String what, long done, long total) {
    progress.update(
        done, new Progress.Share(total == 0 ? 1 : (double) done / total, Optional.empty()), what);
  }

  @Override
  public void close() {
    progress.close();
  }
}
