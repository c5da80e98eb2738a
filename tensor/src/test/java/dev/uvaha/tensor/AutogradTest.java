package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.junit.jupiter.api.Test;

class AutogradTest {
  /// OpenBLAS's own threads are for training.
  @Test
  void productsThatAreNotRecordedTakeOneThread() {
    Tensors.zeros(1).close(); // the engine has started
    assumeTrue(BlasThreads.now().isPresent());
    var before = BlasThreads.now().orElseThrow();
    Autograd.noGradient(() -> {
      Tensors.zeros(1).close();
      assertThat(BlasThreads.now()).contains(1);
    });
    assertThat(BlasThreads.now()).contains(before);
  }

  @Test
  void derivativeOfASquareIsTwice() {
    try (var _ = TensorScope.open()) {
      var x = Tensors.of(new float[] {2, -3}, 2).requireGradient();
      assertThat(x.gradient()).isEmpty();
      x.multiply(x).sum().backward();
      assertThat(x.gradient().orElseThrow().toFloats()).containsExactly(4, -6);
      x.clearGradient();
      assertThat(x.gradient()).isEmpty();
    }
  }

  @Test
  void nothingIsRecordedWhenToldSo() {
    try (var _ = TensorScope.open()) {
      var x = Tensors.of(new float[] {2}, 1).requireGradient();
      var y = Autograd.noGradient(() -> x.multiply(3));
      assertThat(y.requiresGradient()).isFalse();
      assertThat(Autograd.isRecording()).isTrue();
      assertThatThrownBy(() -> y.sum().backward())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("backward(FLOAT32 []): ");
    }
  }

  /// The engine starts once in a process, so another one tells.
  @Test
  void aThreadThatDoesNotRecordStaysSoWhenAnotherStartsTheEngine() throws Exception {
    assertThat(OwnProcess.run(SwitchProgram.class.getName()).lines())
        .containsExactly("false", "true");
  }

  @Test
  void theSequenceOfRandomNumbersResumes() {
    try (var _ = TensorScope.open()) {
      Randomness.seed(17);
      Randomness.normal(0, 1, Device.CPU, 5);
      var state = Randomness.state();
      var first = Randomness.normal(0, 1, Device.CPU, 37);
      Randomness.resume(state);
      assertThat(Randomness.normal(0, 1, Device.CPU, 37).contentEquals(first)).isTrue();
      assertThatThrownBy(() -> Randomness.resume(new byte[3]))
          .hasMessageContaining("not a random state: 3 bytes");
    }
  }

  @Test
  void autocastComputesProductsInBfloat16AndEndsWithItsScope() {
    try (var _ = TensorScope.open()) {
      var x = Tensors.zeros(2, 3);
      var weight = Tensors.zeros(5, 3);
      try (var _ = Autocast.bfloat16(Device.CPU)) {
        assertThat(Kernels.linear(x, weight).dataType()).isEqualTo(DataType.BFLOAT16);
      }
      assertThat(Kernels.linear(x, weight).dataType()).isEqualTo(DataType.FLOAT32);
    }
  }

  @Test
  void autocastLeavesTheThreadsSwitchesAsTheyWere() {
    assertThat(torch.is_autocast_cache_enabled()).isTrue();
    try (var _ = Autocast.bfloat16(Device.CPU)) {
      try (var _ = Autocast.bfloat16(Device.CPU)) {
        assertThat(torch.is_autocast_cache_enabled()).isFalse();
      }
      assertThat(torch.is_autocast_enabled(DeviceType.CPU)).isTrue();
      assertThat(torch.is_autocast_cache_enabled()).isFalse();
    }
    assertThat(torch.is_autocast_enabled(DeviceType.CPU)).isFalse();
    assertThat(torch.is_autocast_cache_enabled()).isTrue();
  }

  @Test
  void autocastCastsASharedInputOnceAndLeavesOthersAsTheyAre() {
    try (var _ = TensorScope.open()) {
      var x = Tensors.zeros(2, 3);
      var precise = x.to(DataType.FLOAT64);
      try (var _ = Autocast.bfloat16(Device.CPU)) {
        var input = Autocast.input(x);
        assertThat(input.dataType()).isEqualTo(DataType.BFLOAT16);
        assertThat(Autocast.input(input).segment()).isEqualTo(input.segment());
        assertThat(Autocast.input(precise).dataType()).isEqualTo(DataType.FLOAT64);
      }
      assertThat(Autocast.input(x).segment()).isEqualTo(x.segment());
    }
  }

  @Test
  void autocastSeesNewWeightsOnEveryThread() throws InterruptedException {
    try (var _ = TensorScope.open()) {
      Tensors.zeros(1); // the engine has started on this thread
    }
    var outputs = new double[2];
    Thread.ofPlatform()
        .start(() -> {
          try (var _ = TensorScope.open()) {
            var weight = Tensors.zeros(5, 3).fillInPlace(1).requireGradient();
            for (var step = 0; step < 2; step++) {
              try (var _ = Autocast.bfloat16(Device.CPU)) {
                var input = Tensors.zeros(2, 3).fillInPlace(1);
                outputs[step] = Kernels.linear(input, weight).sum().item();
              }
              Autograd.noGradient(() -> weight.multiplyInPlace(2));
            }
          }
        })
        .join();
    assertThat(outputs).containsExactly(30, 60);
  }
}
