package dev.uvaha.models.block;

import dev.uvaha.attention.Trace;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A forward pass that keeps what goes into each block and nothing of what happens inside; the
/// backward pass computes each block again (Chen et al. 2016, "Training Deep Nets with Sublinear
/// Memory Cost"). Memory for one block instead of all, for one more forward pass; the gradients are
/// the same.
///
/// Of the step's scope and thread, as the tensors it holds.
public final class RecomputedPass {
  private final List<Stage> stages = new ArrayList<>();
  private final boolean mixed;
  private final Device device;
  private final Tensor top;
  private final Tensor logits;

  /// A part that is computed twice.
  ///
  /// @param input what it begins from; the ids of the embedding, which has no gradient to pass on
  /// @param random where the random sequence stood, if it draws from that
  private record Stage(Tensor input, UnaryOperator<Tensor> part, Optional<byte[]> random) {}

  private RecomputedPass(CausalTransformer model, Tensor ids, PackedRows rows, Mode mode) {
    device = ids.device();
    mixed = Autocast.isOn(device);
    var state =
        run(
            ids,
            x ->
                model
                    .dropout()
                    .forward(
                        model.positions().addTo(model.tokens().forward(x), rows.positions()), mode),
            mode);
    for (var block : model.blocks())
      state = run(state, x -> block.forward(x, rows.mask(), mode, Trace.none(), ""), mode);
    top = state.requireGradient();
    logits = model.logits(model.norm().forward(top));
  }

  static RecomputedPass of(CausalTransformer model, Tensor ids, PackedRows rows, Mode mode) {
    return new RecomputedPass(model, ids, rows, mode);
  }

  /// What the pass came to, `[B, T, V]`; what is computed from it is recorded as usual.
  public Tensor logits() {
    return logits;
  }

  /// Goes on where the loss's own backward pass ended: at the last block's output.
  ///
  /// @throws IllegalStateException if that has not run
  public void backward() {
    var gradient =
        top.gradient()
            .orElseThrow(() ->
                new IllegalStateException("RecomputedPass: run the loss's backward pass first"));
    var after = Randomness.state();
    for (var stage : stages.subList(1, stages.size()).reversed()) {
      try (var scope = TensorScope.open()) {
        var input = stage.input().detach().requireGradient();
        again(stage, input, gradient);
        gradient = scope.keep(input.gradient().orElseThrow());
      }
    }
    try (var _ = TensorScope.open()) {
      again(stages.getFirst(), stages.getFirst().input(), gradient);
    }
    Randomness.resume(after);
  }

  private void again(Stage stage, Tensor input, Tensor gradient) {
    stage.random().ifPresent(Randomness::resume);
    compute(() -> stage.part().apply(input)).multiply(gradient).sum().backward();
  }

  private Tensor run(Tensor input, UnaryOperator<Tensor> part, Mode mode) {
    var random = mode == Mode.TRAINING ? Optional.of(Randomness.state()) : Optional.<byte[]>empty();
    stages.add(new Stage(input, part, random));
    try (var scope = TensorScope.open()) {
      return scope.keep(part.apply(input).detach());
    }
  }

  private Tensor compute(Supplier<Tensor> forward) {
    if (!mixed) return forward.get();
    try (var _ = Autocast.bfloat16(device)) {
      return forward.get();
    }
  }
}
