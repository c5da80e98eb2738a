package dev.uvaha.tensor;

import java.util.concurrent.CountDownLatch;

/// Starts the engine while another thread runs without recording, and prints whether that one
/// records: inside, and afterwards.
final class SwitchProgram {
  private SwitchProgram() {}

  static void main() throws InterruptedException {
    var inside = new CountDownLatch(1);
    var started = new CountDownLatch(1);
    var other =
        Thread.ofPlatform()
            .start(() -> {
              Autograd.noGradient(() -> {
                inside.countDown();
                await(started);
                System.out.println(records());
              });
              System.out.println(records());
            });
    inside.await();
    Engine.start();
    started.countDown();
    other.join();
  }

  private static boolean records() {
    try (var leaf = Tensors.zeros(3).requireGradient();
        var product = leaf.multiply(2)) {
      return product.requiresGradient();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
