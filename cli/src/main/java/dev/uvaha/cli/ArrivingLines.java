package dev.uvaha.cli;

import dev.uvaha.text.MalformedLineException;
import dev.uvaha.text.Utf8Lines;
import dev.uvaha.text.Utf8Lines.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Lines of standard input, as many at a time as have arrived: many from a file, one from a person
/// who types and waits for the answer.
final class ArrivingLines {
  /// What the reading thread hands over.
  private sealed interface Arrival {
    record Read(Line line) implements Arrival {}

    record Malformed(MalformedLineException failure) implements Arrival {}

    record Failed(Throwable failure) implements Arrival {}

    record Ended() implements Arrival {}
  }

  private static final Arrival BEGUN = new Arrival.Read(new Line(0, ""));

  private final int most;
  private final BlockingQueue<Arrival> arrivals;
  private Arrival last = BEGUN;

  /// Begins to read.
  ///
  /// @param most how many lines to give at a time
  ArrivingLines(InputStream in, int most) {
    this.most = most;
    arrivals = new ArrayBlockingQueue<>(2 * most);
    Thread.ofVirtual().name("standard input").start(() -> read(in));
  }

  /// The next lines, in their order; none at the end.
  ///
  /// @throws MalformedLineException if the next line isn't UTF-8, after the lines before have been
  ///   given; a further call goes on after it
  /// @throws IOException if the input can't be read, likewise
  List<Line> next() throws IOException {
    var lines = new ArrayList<Line>();
    while (lines.size() < most && last instanceof Arrival.Read) {
      if (!lines.isEmpty() && arrivals.isEmpty()) return lines;
      last = take();
      if (last instanceof Arrival.Read(var line)) lines.add(line);
    }
    if (!lines.isEmpty()) return lines;
    return switch (last) {
      case Arrival.Malformed(var failure) -> {
        last = BEGUN;
        throw failure;
      }
      case Arrival.Failed(IOException failure) -> throw failure;
      case Arrival.Failed(Error failure) -> throw failure;
      case Arrival.Failed(var failure) -> throw new IllegalStateException(failure);
      case Arrival.Read _, Arrival.Ended _ -> lines;
    };
  }

  private Arrival take() throws IOException {
    try {
      return arrivals.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while reading").initCause(e);
    }
  }

  private void read(InputStream in) {
    try (var lines = Utf8Lines.of(in, "standard input")) {
      var arrival = next(lines);
      for (; !(arrival instanceof Arrival.Ended); arrival = next(lines)) put(arrival);
      put(arrival);
    } catch (IOException | RuntimeException | Error failure) {
      put(new Arrival.Failed(failure));
    }
  }

  private static Arrival next(Utf8Lines lines) throws IOException {
    try {
      return lines.next().<Arrival>map(Arrival.Read::new).orElseGet(Arrival.Ended::new);
    } catch (MalformedLineException failure) {
      return new Arrival.Malformed(failure);
    }
  }

  private void put(Arrival arrival) {
    try {
      arrivals.put(arrival);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
