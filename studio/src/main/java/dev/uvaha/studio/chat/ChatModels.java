package dev.uvaha.studio.chat;

import dev.uvaha.language.TextModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/// The models that visitors talk with: a few are open, and one that is in use stays so.
final class ChatModels implements AutoCloseable {
  private static final int MOST = 2;

  /// By their folders, the one that was asked for last at the end.
  private final SequencedMap<Path, Opened> opened = new LinkedHashMap<>();

  private static final class Opened {
    private final ChatView view;
    private int users;

    Opened(ChatView view) {
      this.view = view;
    }
  }

  /// A model in use, until it is closed.
  final class Lease implements AutoCloseable {
    private final Opened used;

    private Lease(Opened used) {
      this.used = used;
      used.users++;
    }

    ChatView view() {
      return used.view;
    }

    @Override
    public void close() {
      synchronized (ChatModels.this) {
        used.users--;
      }
    }
  }

  /// Opens the model of a folder, if it is not open.
  ///
  /// @throws RejectedExecutionException if as many others as may be open are in use
  synchronized void open(Path folder, Supplier<TextModel> read) {
    var known = Optional.ofNullable(opened.remove(folder));
    if (known.isEmpty()) makeRoom();
    opened.put(folder, known.orElseGet(() -> new Opened(new ChatView(read.get()))));
  }

  /// Takes a model that was opened.
  ///
  /// @throws RejectedExecutionException if it was closed again, for others
  synchronized Lease take(Path folder) {
    return Optional.ofNullable(opened.get(folder))
        .map(Lease::new)
        .orElseThrow(() -> new RejectedExecutionException("too many models at once: try again"));
  }

  private void makeRoom() {
    if (opened.size() < MOST) return;
    var idle =
        opened.entrySet().stream()
            .filter(one -> one.getValue().users == 0)
            .findFirst()
            .orElseThrow(() ->
                new RejectedExecutionException(
                    "%d other models are writing: try again in a moment".formatted(MOST)));
    opened.remove(idle.getKey());
    idle.getValue().view.close();
  }

  @Override
  public synchronized void close() {
    opened.values().forEach(one -> one.view.close());
    opened.clear();
  }
}
