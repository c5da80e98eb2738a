package dev.uvaha.tensor;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Counts the tensors that Java holds open: the number a leak test compares before and after a
/// step.
///
/// The count is always kept. Where each was made is kept only with `-Duvaha.tensor.sites=true`,
/// since a stack walk costs more than most operations.
public final class LiveTensors {
  private static final boolean BY_SITE = Boolean.getBoolean("uvaha.tensor.sites");
  private static final AtomicLong LIVE = new AtomicLong();
  private static final Map<String, LongAdder> SITES = new ConcurrentHashMap<>();
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final String UNKNOWN = "";

  private LiveTensors() {}

  /// Open tensors now, of all threads.
  public static long count() {
    return LIVE.get();
  }

  /// Bytes of native memory in use now, of the whole process: what tensors hold, those included
  /// that only a recorded computation holds for its backward pass, and a little for everything
  /// else. Compare two readings. Empty where the C library doesn't count: glibc does from 2.33 on.
  public static OptionalLong bytes() {
    return NativeHeap.bytesInUse();
  }

  /// Open tensors by the line that made them, such as `dev.uvaha.nn.Linear.forward:41`; empty
  /// unless switched on.
  public static Map<String, Long> bySite() {
    var counts = new TreeMap<String, Long>();
    SITES.forEach((site, count) -> {
      if (count.sum() > 0) counts.put(site, count.sum());
    });
    return counts;
  }

  /// Counts one more and returns its site.
  static String opened() {
    LIVE.incrementAndGet();
    if (!BY_SITE) return UNKNOWN;
    var site =
        WALKER.walk(frames ->
            frames
                .filter(frame -> !frame.getClassName().startsWith("dev.uvaha.tensor."))
                .findFirst()
                .map(frame ->
                    frame.getClassName()
                        + "."
                        + frame.getMethodName()
                        + ":"
                        + frame.getLineNumber())
                .orElse("dev.uvaha.tensor"));
    SITES.computeIfAbsent(site, _ -> new LongAdder()).increment();
    return site;
  }

  static void closed(String site) {
    LIVE.decrementAndGet();
    if (BY_SITE) {
      var count = SITES.get(site);
      if (count != null) count.decrement();
    }
  }
}
