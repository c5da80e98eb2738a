package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void valuesGoInAndComeOut() {
    try (var scope = TensorScope.open()) {
      var tensor = Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
      assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
      assertThat(tensor.dataType()).isEqualTo(DataType.FLOAT32);
      assertThat(tensor.transpose(0, 1).toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
      assertThat(Tensors.indices(new int[] {7, 9}, 2).toLongs()).containsExactly(7, 9);
      assertThat(tensor.sum().item()).isEqualTo(21);
      assertThat(tensor.toString()).isEqualTo("FLOAT32 [2, 3] on cpu");
      assertThat(scope.size()).isPositive();
    }
  }

  @Test
  void matrixProductIsTheDefinition() {
    try (var _ = TensorScope.open()) {
      var left = Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
      var right = Tensors.of(new float[] {1, 0, 2, 1, 0, 3}, 3, 2);
      assertThat(left.matmul(right).toFloats()).containsExactly(5, 11, 14, 23);
    }
  }

  @Test
  void mismatchedShapesAreNamed() {
    try (var _ = TensorScope.open()) {
      var left = Tensors.zeros(2, 3);
      var right = Tensors.zeros(5, 7);
      assertThatThrownBy(() -> left.matmul(right))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("matmul(FLOAT32 [2, 3], FLOAT32 [5, 7]): ")
          .hasMessageNotContaining("\n");
      assertThatThrownBy(() -> left.add(right))
          .hasMessageStartingWith("add(FLOAT32 [2, 3], FLOAT32 [5, 7]): ");
      assertThatThrownBy(() -> left.reshape(7))
          .hasMessageContaining("reshape to [7](FLOAT32 [2, 3]): ");
      assertThatThrownBy(() -> Tensors.concatenate(0, List.of(left, right)))
          .hasMessageContaining("[5, 7]");
    }
  }

  @Test
  void tooLittleMemoryIsSaidInPlainWords() {
    assertThatThrownBy(() -> Tensors.zeros(1L << 46))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too little memory for 281,475.0 GB")
        .hasMessageNotContaining("\n");
  }

  @Test
  void nativeMemoryIsSharedWithoutCopying() {
    try (var arena = Arena.ofConfined();
        var _ = TensorScope.open()) {
      var memory = arena.allocate(ValueLayout.JAVA_FLOAT, 6);
      var tensor = Tensors.wrap(memory, DataType.FLOAT32, 2, 3);
      tensor.fillInPlace(5);
      assertThat(memory.getAtIndex(ValueLayout.JAVA_FLOAT, 4)).isEqualTo(5);
      memory.setAtIndex(ValueLayout.JAVA_FLOAT, 0, -1);
      assertThat(tensor.toFloats()[0]).isEqualTo(-1);
      assertThat(tensor.segment().address()).isEqualTo(memory.address());
    }
  }

  @Test
  void wrapRefusesWhatIsTooSmall() {
    try (var arena = Arena.ofConfined()) {
      var memory = arena.allocate(20);
      assertThatThrownBy(() -> Tensors.wrap(memory, DataType.FLOAT32, 2, 3))
          .hasMessage("wrap: FLOAT32 of shape [2, 3] needs 24 bytes, the segment has 20");
      assertThatThrownBy(() -> Tensors.wrap(memory, DataType.FLOAT32, 1L << 40, 1L << 40))
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void largestComeFirst() {
    try (var _ = TensorScope.open()) {
      var top = Tensors.of(new float[] {3, 9, 1, 7}, 4).topK(2);
      assertThat(top.values().toFloats()).containsExactly(9, 7);
      assertThat(top.indices().toLongs()).containsExactly(1, 3);
      assertThat(Tensors.of(new float[] {3, 9, 1, 7}, 2, 2).argmax(1).toLongs())
          .containsExactly(1, 1);
    }
  }

  @Test
  void notFiniteIsSeen() {
    try (var _ = TensorScope.open()) {
      assertThat(Tensors.of(new float[] {1, 2}, 2).isFinite()).isTrue();
      assertThat(Tensors.of(new float[] {1, Float.NaN}, 2).isFinite()).isFalse();
    }
  }
}
