package dev.uvaha.images.batches;

import dev.uvaha.images.batches.ImageBatches.Place;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Batches in their order, made ahead by threads of its own, each a batch at a time.
///
/// At most one batch more than there are threads is made or waiting, which bounds the memory. For
/// one consumer; closing ends the threads, whatever they are at.
public final class Loader implements Iterator<ImageBatch>, AutoCloseable {
  private final Function<Place, ImageBatch> batch;
  private final Iterator<Place> places;
  private final ExecutorService threads;
  private final Queue<Future<ImageBatch>> ahead = new ArrayDeque<>();

  Loader(Function<Place, ImageBatch> batch, int workers, Iterator<Place> places) {
    this.batch = batch;
    this.places = places;
    threads =
        Executors.newFixedThreadPool(
            workers, Thread.ofPlatform().daemon().name("uvaha-pictures-", 0).factory());
    for (int i = 0; i <= workers; i++) askForOne();
  }

  private void askForOne() {
    if (!places.hasNext()) return;
    var place = places.next();
    ahead.add(threads.submit(() -> batch.apply(place)));
  }

  @Override
  public boolean hasNext() {
    return !ahead.isEmpty();
  }

  /// The next batch, as soon as it is there.
  ///
  /// @throws dev.uvaha.images.PictureException if a picture of it cannot be used: one line names
  ///   it. The loader is closed then
  /// @throws CancellationException if this thread is interrupted
  /// @throws NoSuchElementException if the epoch is over, or the loader closed
  @Override
  public ImageBatch next() {
    var first = ahead.poll();
    if (first == null) throw new NoSuchElementException("no batches are left");
    try {
      var made = first.get();
      askForOne();
      return made;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      close();
      throw new CancellationException("interrupted while waiting for pictures");
    } catch (ExecutionException failure) {
      close();
      switch (failure.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(failure);
      }
    }
  }

  @Override
  public void close() {
    ahead.clear();
    threads.shutdownNow();
    threads.close();
  }
}
