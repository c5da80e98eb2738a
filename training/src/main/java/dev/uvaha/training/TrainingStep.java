package dev.uvaha.training;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.SideBySide;
import dev.uvaha.tensor.TensorScope;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/// One step in its phases: forward and backward for each batch, in two halves at once where the
/// task has them; exchange, update.
///
/// The backward passes add up gradients of sums of losses. What to divide by, the step's count of
/// tokens, is known only after the exchange and joins the update's scale: so k small batches, on
/// one process or several, make the very mean that one big batch makes.
final class TrainingStep<B> {
  private final TrainingTask<B> task;
  private final StepConfig config;
  private final Exchange exchange;
  private final Moments moments;
  private final Collection<Parameter> parameters;
  private final Device device;

  /// What a step came to.
  ///
  /// @param loss mean per token
  /// @param gradientNorm of the mean loss's gradient, before clipping
  record Outcome(double loss, long tokens, double gradientNorm, BatchCursor next) {}

  TrainingStep(TrainingTask<B> task, StepConfig config, Exchange exchange, Moments moments) {
    this.task = task;
    this.config = config;
    this.exchange = exchange;
    this.moments = moments;
    parameters = task.model().parameters().values();
    device = task.device();
  }

  /// Takes step `number` with a learning rate.
  Outcome take(Iterator<DrawnBatch<B>> batches, long number, double rate) {
    Gradients.clear(parameters);
    var totals = new Exchange.Totals(0, 0);
    var next = BatchCursor.START;
    for (var i = 0; i < config.accumulation(); i++) {
      var drawn = batches.next();
      totals = totals.plus(learn(drawn.batch(), number, rate));
      next = drawn.next();
    }
    var all = synchronise(totals);
    var norm = update(all, number, rate);
    return new Outcome(all.mean(), all.tokens(), norm, next);
  }

  private Exchange.Totals learn(B batch, long number, double rate) {
    var halves =
        device instanceof Device.Cpu && SideBySide.isPossible()
            ? task.halves(batch)
            : List.of(batch);
    return halves.size() == 2
        ? learnBoth(halves.getFirst(), halves.getLast(), number, rate)
        : pass(batch, number, rate);
  }

  /// Whichever half adds its gradient first, the sum of two comes to the same bits: so what batches
  /// before them have left waits aside.
  private Exchange.Totals learnBoth(B first, B second, long number, double rate) {
    try (var _ = TensorScope.open()) {
      var before = Gradients.taken(parameters);
      var both =
          SideBySide.compute(() -> pass(first, number, rate), () -> pass(second, number, rate));
      Gradients.add(before);
      return both.getFirst().plus(both.getLast());
    }
  }

  private Exchange.Totals pass(B batch, long number, double rate) {
    try (var _ = TensorScope.open()) {
      var loss = forward(batch);
      var value = loss.sum().item();
      checkFinite("the loss", value, number, rate);
      backward(loss);
      return new Exchange.Totals(value, loss.tokens());
    }
  }

  private LossSum forward(B batch) {
    return config.precision().compute(device, () -> task.loss(batch, Mode.TRAINING));
  }

  private void backward(LossSum loss) {
    loss.backward();
  }

  private Exchange.Totals synchronise(Exchange.Totals own) {
    return exchange.exchange(parameters, own);
  }

  private double update(Exchange.Totals totals, long number, double rate) {
    var norm = Gradients.norm(parameters) / totals.tokens();
    checkFinite("the gradient", norm, number, rate);
    moments.update(rate, Gradients.clipping(norm, config.clipping()) / totals.tokens());
    Gradients.clear(parameters);
    return norm;
  }

  private static void checkFinite(String what, double value, long number, double rate) {
    if (Double.isFinite(value)) return;
    throw new TrainingException(
        "step %d: %s is %s at learning rate %.3g: lower the rate, lengthen the warm-up or clip at a smaller norm; what was saved before is intact"
            .formatted(number, what, Double.isNaN(value) ? "NaN" : "infinite", rate));
  }
}
