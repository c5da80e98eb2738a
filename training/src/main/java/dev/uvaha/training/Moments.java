package dev.uvaha.training;

import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What Adam remembers of the gradients: the running mean and the running square of each
/// parameter's.
///
/// Parameters in main memory are updated in one pass over everything (parameter, gradient, mean,
/// square), shared by the threads: the engine's operations would take a dozen. Each element's
/// result is its own, so it does not depend on the number of threads.
public final class Moments implements AutoCloseable {
  private static final int GRADIENT = 1; // in a piece; it is only read

  private final Optimizer optimizer;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private long steps;

  private record Entry(Parameter parameter, Tensor mean, Tensor square) {}

  /// Equal parts of parameter, gradient, mean and square.
  private record Piece(AdamUpdate update, List<MemorySegment> memory) {}

  /// Zero moments for named parameters.
  public Moments(Optimizer optimizer, Map<String, Parameter> parameters) {
    this.optimizer = optimizer;
    parameters.forEach((name, parameter) ->
        entries.put(name, new Entry(parameter, zeros(parameter), zeros(parameter))));
  }

  private static Tensor zeros(Parameter parameter) {
    return Tensors.zerosLike(parameter.value()).outliveScopes();
  }

  /// How many updates there have been.
  public long steps() {
    return steps;
  }

  /// Changes each parameter that has a gradient.
  ///
  /// @param rate the learning rate
  /// @param scale what gradients are multiplied by first
  public void update(double rate, double scale) {
    steps++;
    try (var _ = TensorScope.open()) {
      var pieces = new ArrayList<Piece>();
      for (var entry : entries.values()) {
        var gradient = entry.parameter.gradient().orElse(null);
        if (gradient == null) continue;
        var value = entry.parameter.value();
        var update = AdamUpdate.of(optimizer, steps, rate, scale, value.rank());
        if (Chunks.suit(value) && Chunks.suit(gradient))
          addPieces(update, entry, gradient.contiguous(), pieces);
        else update.composed(value, gradient, entry.mean, entry.square);
      }
      Chunks.parallel(pieces.size()).forEach(i -> run(pieces.get(i)));
    }
  }

  private static void addPieces(
      AdamUpdate update, Entry entry, Tensor gradient, List<Piece> pieces) {
    var whole =
        List.of(
            entry.parameter.value().segment(),
            gradient.segment(),
            entry.mean.segment(),
            entry.square.segment());
    var bytes = (long) Chunks.PIECE * Float.BYTES;
    var end = gradient.segment().byteSize();
    for (var at = 0L; at < end; at += bytes) {
      var start = at;
      var length = Math.min(bytes, end - at);
      pieces.add(new Piece(update, whole.stream().map(all -> all.asSlice(start, length)).toList()));
    }
  }

  /// Block by block through the Java heap: the copies stay in the nearest cache, and loops over
  /// arrays compile to vector instructions where loops over several native segments do not.
  private static void run(Piece piece) {
    var memory = piece.memory;
    var blocks = new float[memory.size()][Chunks.BLOCK];
    var elements = (int) (memory.getFirst().byteSize() / Float.BYTES);
    for (var start = 0; start < elements; start += Chunks.BLOCK) {
      var length = Math.min(Chunks.BLOCK, elements - start);
      var offset = (long) start * Float.BYTES;
      for (var i = 0; i < blocks.length; i++)
        MemorySegment.copy(memory.get(i), ValueLayout.JAVA_FLOAT, offset, blocks[i], 0, length);
      piece.update.fused(blocks[0], blocks[1], blocks[2], blocks[3], length);
      for (var i = 0; i < blocks.length; i++)
        if (i != GRADIENT)
          MemorySegment.copy(blocks[i], 0, memory.get(i), ValueLayout.JAVA_FLOAT, offset, length);
    }
  }

  /// All moments by name, to be saved: `mean.NAME` and `square.NAME`.
  public Map<String, Tensor> tensors() {
    var tensors = new LinkedHashMap<String, Tensor>();
    entries.forEach((name, entry) -> {
      tensors.put("mean." + name, entry.mean);
      tensors.put("square." + name, entry.square);
    });
    return tensors;
  }

  /// Goes on from the values now in [#tensors].
  void resumeAt(long steps) {
    this.steps = steps;
  }

  @Override
  public void close() {
    for (var entry : entries.values()) {
      entry.mean.close();
      entry.square.close();
    }
  }
}
