package dev.uvaha.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  @Test
  void whatAScopeClosesIsNoLeak() {
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        var _ = Tensors.zeros(7);
      }
    });
  }

  @Test
  void oneTensorLeftIsALeak() {
    var left = new ArrayList<Tensor>();
    assertThatThrownBy(() -> LeakCheck.assertNothingIsLeft(() -> left.add(Tensors.zeros(7))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("open tensors after one repetition");
    left.forEach(Tensor::close);
  }
}
