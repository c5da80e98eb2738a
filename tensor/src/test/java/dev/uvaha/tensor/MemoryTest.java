package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Memory that Java and the engine share, and memory that must not grow.
class MemoryTest {
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final long PAGE = 4096;
  private static final int STEPS = 20_000;

  private static final int SHAPES = 1_200;

  /// What the collector and the compiler may take meanwhile; a leak of the tensors of these tests
  /// would be ten times this.
  private static final long ALLOWED_GROWTH = 32L << 20;

  private static final long ROUND = 64L << 20;

  @Test
  void aViewHoldsTheMemoryThatItsSourceWasMadeOver() throws InterruptedException {
    var memory = Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, 7);
    memory.setAtIndex(ValueLayout.JAVA_FLOAT, 5, 13);
    var reference = new WeakReference<>(memory);
    var view = viewOf(memory);
    memory = null;
    for (var i = 0; i < 5; i++) collect();
    assertThat(reference.get()).isNotNull();
    assertThat(view.toFloats()).containsExactly(13, 0);
    view.close();
    for (var i = 0; i < 100 && reference.get() != null; i++) collect();
    assertThat(reference.get()).isNull();
  }

  @Test
  void aSegmentHoldsItsTensorsMemory() throws InterruptedException {
    var tensor = Tensors.of(new float[] {2, 3, 5}, 3);
    var reference = new WeakReference<>(tensor);
    var segment = tensor.segment();
    tensor = null;
    for (var i = 0; i < 5; i++) collect();
    assertThat(reference.get()).isNotNull();
    assertThat(segment.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(2, 3, 5);
    segment = null;
    for (var i = 0; i < 100 && reference.get() != null; i++) collect();
    assertThat(reference.get()).isNull();
  }

  @Test
  void twoTensorsOverOneAddressHoldItUntilBothAreGone() {
    try (var arena = Arena.ofConfined()) {
      var memory = arena.allocate(ValueLayout.JAVA_FLOAT, 3);
      var first = Tensors.wrap(memory, DataType.FLOAT32, 3);
      var second = Tensors.wrap(memory, DataType.FLOAT32, 3);
      first.close();
      memory.setAtIndex(ValueLayout.JAVA_FLOAT, 2, 5);
      assertThat(second.toFloats()).containsExactly(0, 0, 5);
      second.close();
    }
  }

  @Test
  void aScalarOverMemory() {
    try (var arena = Arena.ofConfined();
        var _ = TensorScope.open()) {
      var memory = arena.allocate(ValueLayout.JAVA_DOUBLE, 1);
      memory.set(ValueLayout.JAVA_DOUBLE, 0, 2.5);
      var scalar = Tensors.wrap(memory, DataType.FLOAT64);
      assertThat(scalar.rank()).isZero();
      assertThat(scalar.item()).isEqualTo(2.5);
    }
  }

  @Test
  void emptyTensorsHaveNoMemory() {
    try (var _ = TensorScope.open()) {
      var empty = Tensors.zeros(3, 0);
      assertThat(empty.segment().byteSize()).isZero();
      assertThat(empty.toFloats()).isEmpty();
      assertThat(Tensors.of(new float[0], 0).sum().item()).isZero();
    }
  }

  /// Numbers, optionals and lists too, of which [LiveTensors] knows nothing.
  @Test
  void everyNativeObjectIsFreedByWhoeverMadeIt() throws Exception {
    var counting = "-Dorg.bytedeco.javacpp.nopointergc=false";
    assertThat(OwnProcess.run(NativeObjectsProgram.class.getName(), counting)).isEmpty();
  }

  @Test
  void residentMemoryStaysFlatOverManySteps() throws IOException {
    assumeTrue(Files.isReadable(STATM), "needs /proc");
    try (var weight = Tensors.zeros(37, 41).requireGradient();
        var input = Tensors.zeros(43, 37)) {
      steps(STEPS / 10, weight, input);
      var before = resident();
      var open = LiveTensors.count();
      steps(STEPS, weight, input);
      assertThat(LiveTensors.count()).isLessThanOrEqualTo(open); // earlier tests' garbage may go
      assertThat(resident() - before).as("bytes more after the steps").isLessThan(ALLOWED_GROWTH);
    }
  }

  /// Batches of sentences hardly ever have the shape of another: kernels compiled for each must not
  /// stay for ever.
  @Test
  void residentMemoryStaysFlatOverManyShapes() throws IOException {
    assumeTrue(Files.isReadable(STATM), "needs /proc");
    products(SHAPES / 4, 0);
    var before = resident();
    products(SHAPES, SHAPES / 4);
    assertThat(resident() - before).as("bytes more after the shapes").isLessThan(ALLOWED_GROWTH);
  }

  @Test
  void theCollectorFreesWhatIsOutsideOfScopes() throws IOException, InterruptedException {
    assumeTrue(Files.isReadable(STATM), "needs /proc");
    manyMegabytes();
    var before = resident();
    for (var i = 0; i < 10; i++) manyMegabytes();
    assertThat(resident() - before)
        .as("bytes more after 640 MB")
        .isLessThan(2 * ROUND + ALLOWED_GROWTH); // the collector may be behind
  }

  /// Makes a round's tensors and waits until the collector has freed them.
  private static void manyMegabytes() throws InterruptedException {
    var before = LiveTensors.count();
    for (var made = 0L; made < ROUND; made += 4 << 20)
      Tensors.ones(DataType.FLOAT32, Device.CPU, 1 << 20);
    for (var i = 0; i < 100 && LiveTensors.count() > before; i++) collect();
  }

  private static void products(int count, int from) {
    for (var shape = from; shape < from + count; shape++) {
      try (var _ = TensorScope.open()) {
        var left = Tensors.zeros(DataType.BFLOAT16, Device.CPU, 7 + shape / 31, 41 + shape % 31);
        var right = Tensors.zeros(DataType.BFLOAT16, Device.CPU, 41 + shape % 31, 53);
        left.matmul(right);
      }
    }
  }

  private static void steps(int count, Tensor weight, Tensor input) {
    for (var step = 0; step < count; step++) {
      try (var _ = TensorScope.open()) {
        input.matmul(weight).multiply(2).sum().backward();
        weight.clearGradient();
      }
    }
  }

  private static long resident() throws IOException {
    return Long.parseLong(Files.readString(STATM).split(" ", -1)[1]) * PAGE;
  }

  private static Tensor viewOf(java.lang.foreign.MemorySegment memory) {
    try (var whole = Tensors.wrap(memory, DataType.FLOAT32, 7)) {
      return whole.narrow(0, 5, 2);
    }
  }

  private static void collect() throws InterruptedException {
    System.gc();
    Thread.sleep(10);
  }
}
