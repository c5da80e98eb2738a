package sites;

import dev.uvaha.tensor.LiveTensors;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/// Leaves three tensors open and prints where they were made.
final class SitesProgram {
  private static final List<Tensor> OPEN = new ArrayList<>();

  private SitesProgram() {}

  static void main() {
    try (var _ = TensorScope.open()) {
      Tensors.zeros(2).add(1);
    }
    OPEN.add(Tensors.zeros(5));
    leak();
    System.out.println(LiveTensors.bySite());
  }

  private static void leak() {
    for (var i = 0; i < 2; i++) OPEN.add(Tensors.zeros(7));
  }
}
