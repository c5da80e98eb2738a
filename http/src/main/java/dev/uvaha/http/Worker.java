package dev.uvaha.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Computes one thing after another on a thread of its own, since each uses all processors.
public final class Worker implements AutoCloseable {
  private static final int MOST_WAITING = 256;

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("uvaha-worker").factory());

  /// Waits for its turn and the result; gives its turn up if the client goes away.
  ///
  /// @throws IllegalArgumentException what the work throws
  public <T> T run(Exchange exchange, Supplier<T> work) throws InterruptedException {
    try {
      var result = executor.submit(work::get);
      exchange.whenGone(() -> result.cancel(false));
      return result.get();
    } catch (RejectedExecutionException full) {
      throw ApiException.unavailable("too much is waiting to be computed: try again later");
    } catch (CancellationException gone) {
      throw new ClientGoneException(gone);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
