package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TensorScopeTest {
  @Test
  void closingFreesWhatWasMadeInside() {
    var before = LiveTensors.count();
    try (var _ = TensorScope.open()) {
      Tensors.zeros(3).add(1).multiply(2);
      assertThat(LiveTensors.count()).isEqualTo(before + 3);
    }
    assertThat(LiveTensors.count()).isEqualTo(before);
  }

  @Test
  void keptTensorsLiveInTheScopeOutside() {
    var before = LiveTensors.count();
    try (var _ = TensorScope.open()) {
      Tensor kept;
      try (var inner = TensorScope.open()) {
        kept = inner.keep(Tensors.zeros(3).add(7));
      }
      assertThat(kept.toFloats()).containsExactly(7, 7, 7);
      assertThat(LiveTensors.count()).isEqualTo(before + 1);
    }
    assertThat(LiveTensors.count()).isEqualTo(before);
  }

  @Test
  void aTensorKeptFromTheOutermostScopeIsTheCollectors() {
    Tensor kept;
    try (var scope = TensorScope.open()) {
      kept = scope.keep(Tensors.zeros(2));
    }
    assertThat(kept.toFloats()).containsExactly(0, 0);
    kept.close();
    kept.close();
    assertThatThrownBy(kept::toFloats)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void unreachableTensorsAreCollected() throws InterruptedException {
    var before = LiveTensors.count();
    for (var i = 0; i < 100; i++) Tensors.zeros(5);
    for (var i = 0; i < 50 && LiveTensors.count() > before; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(LiveTensors.count()).isLessThanOrEqualTo(before);
  }

  @Test
  void scopesCloseInOrderAndOnTheirThread() throws InterruptedException {
    try (var outer = TensorScope.open()) {
      try (var _ = TensorScope.open()) {
        assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class);
      }
      var failure = new AtomicReference<Throwable>();
      Thread.ofPlatform().start(() -> failure.set(catchThrowable(outer::close))).join();
      assertThat(failure.get())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("thread");
    }
  }

  @Test
  void aThousandStepsLeaveNothing() {
    try (var weight = Tensors.of(new float[] {2, 3}, 2).requireGradient()) {
      var before = LiveTensors.count();
      for (var step = 0; step < 1000; step++) {
        try (var _ = TensorScope.open()) {
          weight.multiply(weight).sum().backward();
          weight.clearGradient();
        }
      }
      assertThat(LiveTensors.count()).isEqualTo(before);
    }
  }
}
