package dev.uvaha.server;

import dev.uvaha.generation.GeneratedText;
import dev.uvaha.generation.GeneratedText.Ending;
import dev.uvaha.generation.Generation;
import dev.uvaha.generation.Generation.Piece;
import dev.uvaha.http.ApiException;
import dev.uvaha.http.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/// The texts that one request asks for, written side by side. Closing it ends what still runs.
final class Choices implements AutoCloseable {
  /// Is told of what comes, one call at a time.
  interface Listener {
    void piece(int choice, Piece piece) throws InterruptedException;

    void end(int choice, GeneratedText text) throws InterruptedException;
  }

  private final List<Generation> generations;
  private final int promptTokens;

  private Choices(List<Generation> generations, int promptTokens) {
    this.generations = generations;
    this.promptTokens = promptTokens;
  }

  /// Asks for `count` texts of each prompt, whose seeds follow each other.
  ///
  /// @param field where the prompts come from
  static Choices submit(
      Exchange exchange,
      TextService service,
      String field,
      List<int[]> prompts,
      GenerationFields fields) {
    var generations = new ArrayList<Generation>();
    var options = fields.options();
    try {
      for (var prompt : prompts)
        for (var i = 0; i < fields.count(); i++)
          generations.add(service.generator().submit(prompt, options.withSeed(options.seed() + i)));
    } catch (IllegalArgumentException unfit) {
      generations.forEach(Generation::close);
      throw ApiException.unfitPrompt(field, String.valueOf(unfit.getMessage()));
    } catch (RejectedExecutionException full) {
      generations.forEach(Generation::close);
      throw ApiException.unavailable(String.valueOf(full.getMessage()));
    }
    exchange.whenGone(() -> generations.forEach(Generation::close));
    return new Choices(
        List.copyOf(generations), prompts.stream().mapToInt(prompt -> prompt.length).sum());
  }

  /// Waits for all.
  List<GeneratedText> texts() throws InterruptedException {
    var texts = new ArrayList<GeneratedText>();
    for (var generation : generations) texts.add(whole(generation));
    return texts;
  }

  /// Tells of all as they come.
  void follow(Listener listener) throws InterruptedException {
    if (generations.size() == 1) {
      follow(0, listener);
      return;
    }
    var lock = new ReentrantLock();
    var failures = new ConcurrentLinkedQueue<Throwable>();
    var serial = serial(listener, lock);
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < generations.size(); i++) {
      var choice = i;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  follow(choice, serial);
                } catch (RuntimeException | InterruptedException e) {
                  failures.add(e);
                  close();
                }
              }));
    }
    for (var thread : threads) thread.join();
    if (failures.isEmpty()) return;
    if (failures.element() instanceof RuntimeException e) throw e;
    throw new InterruptedException();
  }

  private void follow(int choice, Listener listener) throws InterruptedException {
    var generation = generations.get(choice);
    for (var piece = generation.next(); piece.isPresent(); piece = generation.next())
      listener.piece(choice, piece.get());
    listener.end(choice, whole(generation));
  }

  private static Listener serial(Listener listener, ReentrantLock lock) {
    return new Listener() {
      @Override
      public void piece(int choice, Piece piece) throws InterruptedException {
        lock.lock();
        try {
          listener.piece(choice, piece);
        } finally {
          lock.unlock();
        }
      }

      @Override
      public void end(int choice, GeneratedText text) throws InterruptedException {
        lock.lock();
        try {
          listener.end(choice, text);
        } finally {
          lock.unlock();
        }
      }
    };
  }

  /// What ended before its time is no answer.
  private static GeneratedText whole(Generation generation) throws InterruptedException {
    var text = generation.text();
    if (text.ending() == Ending.CANCELLED)
      throw ApiException.unavailable("the text was not finished: the server is about to end");
    return text;
  }

  /// @param texts all of them, finished
  Usage usage(List<GeneratedText> texts) {
    return Usage.of(promptTokens, texts.stream().mapToInt(text -> text.written().size()).sum());
  }

  int size() {
    return generations.size();
  }

  static String finishReason(Ending ending) {
    return switch (ending) {
      case END, STOP -> "stop";
      case LENGTH, CONTEXT -> "length";
      case CANCELLED -> throw new AssertionError(ending);
    };
  }

  @Override
  public void close() {
    generations.forEach(Generation::close);
  }
}
