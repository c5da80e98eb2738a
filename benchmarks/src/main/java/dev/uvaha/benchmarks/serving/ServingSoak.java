package dev.uvaha.benchmarks.serving;

import dev.uvaha.benchmarks.Arguments;
import dev.uvaha.benchmarks.JavaCommand;
import dev.uvaha.benchmarks.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// Many requests for minutes on end, of every kind that a server meets: whole and streamed, short
/// and long, some that nobody waits for and some that are wrong. Each must be answered as it
/// should, and the server's memory must not grow: in the end it is at most a tenth more than after
/// a fifth of the time. Run by hand:
///
/// `java … dev.uvaha.benchmarks.serving.ServingSoak --minutes 5 --clients 16`
public final class ServingSoak {
  private static final Duration BETWEEN = Duration.ofSeconds(10);
  private static final long KIBIBYTES = 1024;
  private static final double MEBIBYTES = 1 << 20;

  /// What memory may come to, as a share of what it was once all kinds of requests had been there.
  private static final double MOST_GROWN = 1.1;

  private final Load load;
  private final Instant end;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger abandoned = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger tokens = new AtomicInteger();
  private final List<String> lost = new ArrayList<>();

  private ServingSoak(Load load, Instant end) {
    this.load = load;
    this.end = end;
  }

  /// Prints the server's memory as it goes, and in the end what came of the requests.
  public static void main(String[] args) throws IOException, InterruptedException {
    var arguments = Arguments.of(args);
    var process = server();
    try {
      var port = String.valueOf(process.inputReader(StandardCharsets.UTF_8).readLine());
      var seconds = Math.round(60 * arguments.number("minutes", 5));
      var soak =
          new ServingSoak(Load.on(Integer.parseInt(port)), Instant.now().plusSeconds(seconds));
      soak.run(process, arguments.integer("clients", 16));
      process.getOutputStream().close();
      if (process.waitFor() != 0) throw new IllegalStateException("the server ended badly");
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process server() throws IOException {
    var builder =
        new ProcessBuilder(JavaCommand.of(List.of("-Xmx256m", SoakServer.class.getName())))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("MALLOC_ARENA_MAX", "1"); // as ./uvaha does
    return builder.start();
  }

  private void run(Process process, int clients) throws IOException, InterruptedException {
    var before = load.metric("uvaha_tensors_open");
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < clients; i++) {
      var random = new Random(i);
      threads.add(Thread.ofVirtual().start(() -> ask(random)));
    }
    var from = Instant.now();
    var memory = new ArrayList<Long>();
    while (Instant.now().isBefore(end)) {
      Thread.sleep(BETWEEN);
      memory.add(megabytes(process.pid()));
      var said = new LinkedHashMap<String, Object>();
      said.put("seconds", Duration.between(from, Instant.now()).toSeconds());
      said.put("answered", answered.get());
      said.put("server_rss_mb", memory.getLast());
      said.put("server_heap_mb", Math.round(load.metric("uvaha_heap_bytes") / MEBIBYTES));
      Report.printAsIs("soak", said);
    }
    for (var thread : threads) thread.join();
    while (load.metric("uvaha_texts_running") + load.metric("uvaha_texts_waiting") > 0)
      Thread.sleep(100);
    var left = Math.round(load.metric("uvaha_tensors_open") - before);
    print(clients, Duration.between(from, Instant.now()), memory, left);
  }

  private void print(int clients, Duration took, List<Long> memory, long left) {
    var said = new LinkedHashMap<String, Object>();
    said.put("clients", clients);
    said.put("seconds", took.toSeconds());
    said.put("answered", answered.get());
    said.put("abandoned", abandoned.get());
    said.put("refused_as_they_should", refused.get());
    said.put("lost", lost.size());
    said.put("tokens", tokens.get());
    said.put("tensors_left_open", left);
    var settled = memory.get(memory.size() / 5);
    said.put("server_rss_mb_after_a_fifth", settled);
    said.put("server_rss_mb", memory.getLast());
    Report.printAsIs("soak_done", said);
    lost.stream().limit(10).forEach(System.out::println);
    if (!lost.isEmpty() || left > 0)
      throw new IllegalStateException(
          "%d requests were lost, %d tensors left open".formatted(lost.size(), left));
    if (memory.getLast() > MOST_GROWN * settled)
      throw new IllegalStateException(
          "the server's memory grew from %d to %d MiB".formatted(settled, memory.getLast()));
  }

  private void ask(Random random) {
    while (Instant.now().isBefore(end)) {
      var prompt = random.ints(1 + random.nextInt(200), 0, SoakServer.VOCABULARY).toArray();
      var length = 1 + random.nextInt(60);
      try {
        switch (random.nextInt(8)) {
          case 0 -> abandon(Load.body(prompt, SoakServer.CONTEXT, ", \"stream\": true"));
          case 1 -> refused(Load.body(prompt, length, ", \"nonsense\": 1"));
          case 2, 3, 4 -> whole(Load.body(prompt, length, ", \"temperature\": 0.9"), length);
          default -> streamed(Load.body(prompt, length, ", \"stream\": true"), length);
        }
      } catch (IOException e) {
        lose(String.valueOf(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void whole(String body, int length) throws IOException, InterruptedException {
    var response = load.post(body);
    var expected = "\"completion_tokens\":" + length + ",";
    if (response.statusCode() == 200 && response.body().contains(expected)) answered(length);
    else lose(response.statusCode() + " " + response.body());
  }

  private void streamed(String body, int length) throws IOException, InterruptedException {
    var streamed = load.stream(body, Integer.MAX_VALUE);
    if (streamed.status() == 200 && streamed.tokens() == length) answered(length);
    else lose(streamed.toString());
  }

  private void abandon(String body) throws IOException, InterruptedException {
    load.stream(body, 3);
    abandoned.incrementAndGet();
  }

  private void refused(String body) throws IOException, InterruptedException {
    var response = load.post(body);
    if (response.statusCode() == 400) refused.incrementAndGet();
    else lose(response.statusCode() + " " + response.body());
  }

  private void answered(int length) {
    answered.incrementAndGet();
    tokens.addAndGet(length);
  }

  private void lose(String what) {
    synchronized (lost) {
      lost.add(what);
    }
  }

  private static long megabytes(long process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIBIBYTES)
        .findFirst()
        .orElseThrow();
  }
}
