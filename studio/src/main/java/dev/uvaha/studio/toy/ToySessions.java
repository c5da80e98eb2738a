package dev.uvaha.studio.toy;

import dev.uvaha.lab.toy.ToyTraining;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;

/// The trainings that are watched now: a few, which take turns on one thread, which rests after
/// each slice, so that neither they nor anything else here waits long. Where there are as many as
/// may be, one that nobody has asked for anything lately gives its place to a newcomer.
final class ToySessions implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ToySessions.class.getName());

  /// Sessions at a time.
  static final int MOST = 2;

  /// What has rested for longer may have to give way.
  static final Duration REST = Duration.ofMinutes(1);

  /// Left to others after each slice.
  private static final Duration BREATH = Duration.ofMillis(8);

  private final Map<String, ToySession> sessions = new HashMap<>();
  private final Queue<ToySession> waiting = new ArrayDeque<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("uvaha-toy").unstarted(this::work);
  private final InstantSource clock;
  private boolean closed;

  ToySessions(InstantSource clock) {
    this.clock = clock;
    thread.start();
  }

  /// Begins a training, which goes on until its session is closed.
  ///
  /// @return empty if there are as many as may be, and none of them gives way
  Optional<ToySession> open(ToyTraining.Setting setting) {
    if (!hasRoom(longestResting())) return Optional.empty();
    var training = ToyTraining.begin(setting);
    var id = UUID.randomUUID().toString();
    synchronized (this) {
      var resting = longestResting();
      if (!hasRoom(resting)) {
        training.close();
        return Optional.empty();
      }
      if (isFull()) resting.ifPresent(ToySession::giveWay);
      var session = new ToySession(id, training, clock, () -> wake(id));
      sessions.put(id, session);
      wake(id);
      return Optional.of(session);
    }
  }

  /// The session of this name, if it is open.
  synchronized Optional<ToySession> find(String id) {
    return Optional.ofNullable(sessions.get(id)).filter(session -> !session.isClosed());
  }

  private synchronized boolean hasRoom(Optional<ToySession> resting) {
    return !closed && (!isFull() || resting.isPresent());
  }

  /// Those that were closed are forgotten soon, and count no more.
  private synchronized boolean isFull() {
    return sessions.values().stream().filter(one -> !one.isClosed()).count() >= MOST;
  }

  /// The one that has rested for the longest, if that is longer than [#REST].
  private synchronized Optional<ToySession> longestResting() {
    var longest = Optional.<ToySession>empty();
    var since = clock.instant().minus(REST);
    for (var session : sessions.values()) {
      var resting = session.restingSince();
      if (resting.isEmpty() || !resting.get().isBefore(since)) continue;
      longest = Optional.of(session);
      since = resting.get();
    }
    return longest;
  }

  synchronized int size() {
    return sessions.size();
  }

  private synchronized void wake(String id) {
    var session = sessions.get(id);
    if (session == null || waiting.contains(session)) return;
    waiting.add(session);
    notifyAll();
  }

  /// Whose turn it is; nobody's once this is closed.
  private synchronized Optional<ToySession> take() throws InterruptedException {
    while (!closed && waiting.isEmpty()) wait();
    return closed ? Optional.empty() : Optional.of(waiting.remove());
  }

  private void work() {
    try {
      for (var next = take(); next.isPresent(); next = take()) {
        var session = next.get();
        var more = slice(session);
        if (session.isClosed()) {
          forget(session);
        } else if (more) {
          Thread.sleep(BREATH);
          wake(session.id());
        }
      }
    } catch (InterruptedException ended) {
      // closing
    }
    synchronized (this) {
      sessions.values().forEach(ToySession::free);
      sessions.clear();
    }
  }

  /// A training that fails ends alone: the others go on.
  private static boolean slice(ToySession session) {
    try {
      return session.slice();
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "a toy training ended", failure);
      session.close();
      return false;
    }
  }

  private synchronized void forget(ToySession session) {
    sessions.remove(session.id());
    waiting.remove(session);
    session.free();
  }

  /// Ends all trainings, and waits until what they hold is free.
  @Override
  public void close() {
    List<ToySession> open;
    synchronized (this) {
      closed = true;
      notifyAll();
      open = List.copyOf(sessions.values());
    }
    open.forEach(ToySession::close);
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
