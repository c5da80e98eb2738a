package dev.uvaha.tensor;

import dev.uvaha.tensor.Operations.Unary;
import java.util.function.Supplier;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Operations that the engine runs fused, for layers to build on. Each checks what it is given; the
/// layers above add their own names to it.
public final class Kernels {
  private static final int MEAN = 1;
  private static final int NO_IGNORED_INDEX = -100;
  private static final long[] ONE = {1};

  private Kernels() {}

  /// `input × weightᵀ`: input `[…, I]`, weight `[O, I]`, result `[…, O]`.
  public static Tensor linear(Tensor input, Tensor weight) {
    return input.operations().linear(input, weight);
  }

  /// `input × weightᵀ + bias`: input `[…, I]`, weight `[O, I]`, bias `[O]`, result `[…, O]`.
  public static Tensor linear(Tensor input, Tensor weight, Tensor bias) {
    return input.operations().linear(input, weight, bias);
  }

  /// Rows of `weight` `[V, D]` by INT64 ids `[…]`: result `[…, D]`.
  public static Tensor embedding(Tensor ids, Tensor weight) {
    return weight.operations().embedding(ids, weight);
  }

  /// Rows by ids; the row `padding` gets no gradient.
  public static Tensor embedding(Tensor ids, Tensor weight, long padding) {
    if (!weight.requiresGradient()) return embedding(ids, weight);
    return run(
        "embedding",
        () -> torch.embedding(weight.handle(), ids.handle(), padding, false, false),
        ids,
        weight);
  }

  /// Convolves along the last dimension (a cross-correlation, as everywhere in the field): input
  /// `[B, C, T]`, weight `[O, C, K]`, bias `[O]`, `padding` zeros at both ends; result `[B, O, T +
  /// 2 · padding - K + 1]`.
  public static Tensor conv1d(Tensor input, Tensor weight, Tensor bias, long padding) {
    return run(
        "conv1d",
        () -> {
          try (var shift = Engine.optional(bias)) {
            return torch.conv1d(
                input.handle(), weight.handle(), shift, ONE, new long[] {padding}, ONE, 1);
          }
        },
        input,
        weight,
        bias);
  }

  /// Normalises the last dimension to mean 0 and variance 1, then scales and shifts (Ba et al.
  /// 2016).
  public static Tensor layerNorm(Tensor input, Tensor weight, Tensor bias, double epsilon) {
    return input.operations().layerNorm(input, weight, bias, epsilon);
  }

  /// Divides the last dimension by its root mean square, then scales (Zhang and Sennrich 2019).
  public static Tensor rmsNorm(Tensor input, Tensor weight, double epsilon) {
    return input.operations().rmsNorm(input, weight, epsilon);
  }

  /// Zeroes each element with the probability, on the CPU in steps of 2⁻¹⁶, and scales the others
  /// so that the mean stays.
  public static Tensor dropout(Tensor input, double probability) {
    return switch (input.device()) {
      case Device.Cpu _ -> input.multiply(DropoutNoise.like(input, probability));
      case Device.Cuda _, Device.Jvm _ ->
          run("dropout", () -> torch.dropout(input.handle(), probability, true), input);
    };
  }

  public static Tensor relu(Tensor input) {
    return input.operations().unary(Unary.RELU, input);
  }

  /// `x · Φ(x)` by the error function (Hendrycks and Gimpel 2016).
  public static Tensor gelu(Tensor input) {
    return input.operations().unary(Unary.GELU, input);
  }

  /// [#gelu] by the hyperbolic tangent, as GPT-2 has it.
  public static Tensor geluTanh(Tensor input) {
    return input.operations().unary(Unary.GELU_TANH, input);
  }

  /// `x · sigmoid(x)`.
  public static Tensor silu(Tensor input) {
    return input.operations().unary(Unary.SILU, input);
  }

  /// The mean cross-entropy of logits `[M, V]` against INT64 targets `[M]`, in nats, without
  /// smoothing.
  public static Tensor crossEntropy(Tensor logits, Tensor targets) {
    return crossEntropy(logits, targets, 0, NO_IGNORED_INDEX);
  }

  /// The mean cross-entropy in nats over the targets other than `ignored`; `smoothing` of the mass
  /// is spread over all classes (Szegedy et al. 2016). NaN if every target is ignored.
  public static Tensor crossEntropy(Tensor logits, Tensor targets, double smoothing, long ignored) {
    return run(
        "crossEntropy",
        () -> {
          try (var none = new TensorOptional()) {
            return torch.cross_entropy_loss(
                logits.handle(), targets.handle(), none, MEAN, ignored, smoothing);
          }
        },
        logits,
        targets);
  }

  /// The mean over all elements of `-(y log σ(x) + (1 - y) log(1 - σ(x)))` of logits x and targets
  /// y in `[0, 1]` of one shape, in nats; stable for logits of any size.
  public static Tensor binaryCrossEntropy(Tensor logits, Tensor targets) {
    return run(
        "binaryCrossEntropy",
        () -> {
          try (var noWeight = new TensorOptional();
              var noPositiveWeight = new TensorOptional()) {
            return torch.binary_cross_entropy_with_logits(
                logits.handle(), targets.handle(), noWeight, noPositiveWeight, MEAN);
          }
        },
        logits,
        targets);
  }

  /// The mean squared difference, a scalar.
  public static Tensor meanSquaredError(Tensor prediction, Tensor target) {
    return run(
        "meanSquaredError",
        () -> torch.mse_loss(prediction.handle(), target.handle()),
        prediction,
        target);
  }

  /// `base + factor · (left × right)` over batches `[M, T, D] × [M, D, S]`; base broadcasts to `[M,
  /// T, S]`.
  public static Tensor scaledMatmul(Tensor base, Tensor left, Tensor right, double factor) {
    return left.operations().scaledMatmul(base, left, right, factor);
  }

  /// Whether [#fusedAttention] is the faster way for such a query: on a GPU, and on the CPU in
  /// plain float32 where MKL multiplies, or where a single position asks and nothing is recorded,
  /// so that calls cost more than what they compute.
  public static boolean fusesAttentionWell(Tensor query) {
    return switch (query.device()) {
      case Device.Cuda _ -> true;
      case Device.Cpu _ ->
          query.dataType() == DataType.FLOAT32
              && !Autocast.isOn(query.device())
              && (Engine.multipliesByMkl() || (query.size(2) == 1 && !Autograd.isRecording()));
      case Device.Jvm _ -> false;
    };
  }

  /// The engine's own fused attention: query `[B, N, T, H]`, key and value `[B, N, S, H]`; mask, if
  /// any, BOOL (`true` may attend) or added to the scores. Fast on a GPU, a trap on this engine's
  /// CPU: the attention module chooses.
  public static Tensor fusedAttention(Tensor query, Tensor key, Tensor value, double scale) {
    return fused(query, key, value, new TensorOptional(), scale);
  }

  /// [#fusedAttention(Tensor, Tensor, Tensor, double)] under a mask that broadcasts to `[B, N, T,
  /// S]`: BOOL (`true` may attend) or added to the scores.
  public static Tensor fusedAttention(
      Tensor query, Tensor key, Tensor value, Tensor mask, double scale) {
    return fused(query, key, value, Engine.optional(mask), scale);
  }

  /// [#fusedAttention] in which no query sees a later key.
  public static Tensor fusedCausalAttention(Tensor query, Tensor key, Tensor value, double scale) {
    return run(
        "fusedCausalAttention",
        () -> {
          try (var none = new TensorOptional();
              var scaling = new DoubleOptional(scale)) {
            return torch.scaled_dot_product_attention(
                query.handle(), key.handle(), value.handle(), none, 0, true, scaling, false);
          }
        },
        query,
        key,
        value);
  }

  private static Tensor fused(
      Tensor query, Tensor key, Tensor value, TensorOptional mask, double scale) {
    return run(
        "fusedAttention",
        () -> {
          try (mask;
              var scaling = new DoubleOptional(scale)) {
            return torch.scaled_dot_product_attention(
                query.handle(), key.handle(), value.handle(), mask, 0, false, scaling, false);
          }
        },
        query,
        key,
        value);
  }

  private static Tensor run(
      String name, Supplier<org.bytedeco.pytorch.Tensor> body, Tensor... tensors) {
    return Tensor.adopt(EngineCall.run(name, body, tensors));
  }
}
