package dev.uvaha.tensor;

import dev.uvaha.tensor.Tensor.TopK;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The operations of libtorch, on the CPU and on GPUs, recorded for gradients.
final class NativeOperations implements Operations {
  static final NativeOperations INSTANCE = new NativeOperations();

  static {
    Engine.start();
  }

  private NativeOperations() {}

  @Override
  public Tensor unary(Unary operation, Tensor input) {
    return run(
        operation.label,
        () -> {
          var x = input.handle();
          return switch (operation) {
            case NEGATE -> x.neg();
            case EXP -> x.exp();
            case LOG -> x.log();
            case SQRT -> x.sqrt();
            case ABS -> x.abs();
            case SIN -> x.sin();
            case COS -> x.cos();
            case TANH -> x.tanh();
            case SIGMOID -> x.sigmoid();
            case RELU -> x.relu();
            case GELU -> torch.gelu(x, "none");
            case GELU_TANH -> torch.gelu(x, "tanh");
            case SILU -> torch.silu(x);
            case NOT -> x.logical_not();
          };
        },
        input);
  }

  @Override
  public Tensor binary(Binary operation, Tensor left, Tensor right) {
    return run(
        operation.label,
        () -> {
          var a = left.handle();
          var b = right.handle();
          return switch (operation) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.sub(b);
            case MULTIPLY -> a.mul(b);
            case DIVIDE -> a.div(b);
            case POWER -> a.pow(b);
            case MAXIMUM -> a.maximum(b);
            case EQUAL_TO -> a.eq(b);
            case LESS_THAN -> a.lt(b);
            case LESS_OR_EQUAL -> a.le(b);
            case AND -> a.logical_and(b);
            case OR -> a.logical_or(b);
          };
        },
        left,
        right);
  }

  @Override
  public Tensor binary(Binary operation, Tensor left, double right) {
    return run(
        operation.label,
        () -> {
          var a = left.handle();
          try (var b = operation == Binary.EQUAL_TO ? Engine.exact(right) : Engine.scalar(right)) {
            return switch (operation) {
              case ADD -> a.add(b);
              case SUBTRACT -> a.sub(b);
              case MULTIPLY -> a.mul(b);
              case DIVIDE -> a.div(b);
              case POWER -> a.pow(b);
              case EQUAL_TO -> a.eq(b);
              case LESS_THAN -> a.lt(b);
              case LESS_OR_EQUAL -> a.le(b);
              case MAXIMUM, AND, OR -> throw new AssertionError(operation + " takes two tensors");
            };
          }
        },
        left);
  }

  @Override
  public void addInPlace(Tensor target, Tensor other, double factor) {
    EngineCall.run(
        "addInPlace",
        () -> {
          if (factor == 1) return target.handle().add_(other.handle());
          try (var scalar = Engine.scalar(factor)) {
            return target.handle().add_(other.handle(), scalar);
          }
        },
        target,
        other);
  }

  @Override
  public void multiplyInPlace(Tensor target, Tensor other) {
    EngineCall.run("multiplyInPlace", () -> target.handle().mul_(other.handle()), target, other);
  }

  @Override
  public void multiplyInPlace(Tensor target, double value) {
    try (var scalar = Engine.scalar(value)) {
      EngineCall.run("multiplyInPlace", () -> target.handle().mul_(scalar), target);
    }
  }

  @Override
  public void fillInPlace(Tensor target, double value) {
    try (var scalar = Engine.scalar(value)) {
      EngineCall.run("fillInPlace", () -> target.handle().fill_(scalar), target);
    }
  }

  @Override
  public void fillInPlace(Tensor target, Tensor mask, double value) {
    try (var scalar = Engine.scalar(value)) {
      EngineCall.run(
          "fillInPlace", () -> target.handle().masked_fill_(mask.handle(), scalar), target, mask);
    }
  }

  @Override
  public void copyInPlace(Tensor target, Tensor source) {
    EngineCall.run("copyInPlace", () -> target.handle().copy_(source.handle()), target, source);
  }

  @Override
  public Tensor where(Tensor condition, Tensor yes, double no) {
    try (var scalar = Engine.scalar(no)) {
      return run(
          "where", () -> torch.where(condition.handle(), yes.handle(), scalar), yes, condition);
    }
  }

  @Override
  public Tensor where(Tensor condition, Tensor yes, Tensor no) {
    return run(
        "where",
        () -> torch.where(condition.handle(), yes.handle(), no.handle()),
        condition,
        yes,
        no);
  }

  @Override
  public Tensor reduce(Reduction reduction, Tensor input) {
    return run(
        reduction.label,
        () ->
            switch (reduction) {
              case SUM -> input.handle().sum();
              case MEAN -> input.handle().mean();
              case MAX -> input.handle().max();
            },
        input);
  }

  @Override
  public Tensor reduce(Reduction reduction, Tensor input, int dimension) {
    return run(
        reduction.label,
        () ->
            switch (reduction) {
              case SUM -> input.handle().sum(dimension);
              case MEAN -> input.handle().mean(dimension);
              case MAX -> input.handle().amax(new long[] {dimension}, false);
            },
        input);
  }

  @Override
  public Tensor any(Tensor input, int dimension) {
    return run("any", () -> input.handle().any(dimension), input);
  }

  @Override
  public Tensor argmax(Tensor input, int dimension) {
    return run(
        "argmax",
        () -> {
          try (var along = new org.bytedeco.pytorch.LongOptional(dimension)) {
            return input.handle().argmax(along, false);
          }
        },
        input);
  }

  @Override
  public TopK topK(Tensor input, int count) {
    try (var pair = EngineCall.run("topK", () -> input.handle().topk(count), input)) {
      return new TopK(
          Tensor.adopt(new org.bytedeco.pytorch.Tensor(pair.get0())),
          Tensor.adopt(new org.bytedeco.pytorch.Tensor(pair.get1())));
    }
  }

  @Override
  public Tensor softmax(Tensor input, int dimension) {
    return run("softmax", () -> input.handle().softmax(dimension), input);
  }

  @Override
  public Tensor logSoftmax(Tensor input, int dimension) {
    return run("logSoftmax", () -> input.handle().log_softmax(dimension), input);
  }

  @Override
  public boolean isFinite(Tensor input) {
    return EngineCall.run(
        "isFinite",
        () -> {
          try (var flags = input.handle().isfinite();
              var all = flags.all()) {
            return all.item_long() != 0;
          }
        },
        input);
  }

  @Override
  public boolean contentEquals(Tensor left, Tensor right) {
    return EngineCall.run("contentEquals", () -> left.handle().equal(right.handle()), left, right);
  }

  @Override
  public Tensor reshape(Tensor input, long... sizes) {
    return run(
        () -> "reshape to " + Arrays.toString(sizes), () -> input.handle().reshape(sizes), input);
  }

  @Override
  public Tensor permute(Tensor input, long... dimensions) {
    return run("permute", () -> input.handle().permute(dimensions), input);
  }

  @Override
  public Tensor transpose(Tensor input, int first, int second) {
    return run("transpose", () -> input.handle().transpose(first, second), input);
  }

  @Override
  public Tensor unsqueeze(Tensor input, int dimension) {
    return run("unsqueeze", () -> input.handle().unsqueeze(dimension), input);
  }

  @Override
  public Tensor squeeze(Tensor input, int dimension) {
    return run("squeeze", () -> input.handle().squeeze(dimension), input);
  }

  @Override
  public Tensor expand(Tensor input, long... sizes) {
    return run(
        () -> "expand to " + Arrays.toString(sizes), () -> input.handle().expand(sizes), input);
  }

  @Override
  public Tensor narrow(Tensor input, int dimension, long start, long length) {
    return run("narrow", () -> input.handle().narrow(dimension, start, length), input);
  }

  @Override
  public Tensor select(Tensor input, int dimension, long index) {
    return run("select", () -> input.handle().select(dimension, index), input);
  }

  @Override
  public Tensor indexSelect(Tensor input, int dimension, Tensor indices) {
    return run(
        "indexSelect",
        () -> input.handle().index_select(dimension, indices.handle()),
        input,
        indices);
  }

  @Override
  public Tensor contiguous(Tensor input) {
    return run("contiguous", () -> input.handle().contiguous(), input);
  }

  @Override
  public Tensor copy(Tensor input) {
    return run("copy", () -> input.handle().clone(), input);
  }

  @Override
  public Tensor to(Tensor input, DataType type) {
    return run("to " + type, () -> input.handle().to(Engine.scalarType(type)), input);
  }

  @Override
  public Tensor detach(Tensor input) {
    return run("detach", () -> input.handle().detach(), input);
  }

  @Override
  public List<Tensor> split(Tensor input, long size, int dimension) {
    try (var vector =
        EngineCall.run("split", () -> torch.split(input.handle(), size, dimension), input)) {
      var parts = new Tensor[Math.toIntExact(vector.size())];
      for (var i = 0; i < parts.length; i++)
        parts[i] = Tensor.adopt(new org.bytedeco.pytorch.Tensor(vector.get(i)));
      return List.of(parts);
    }
  }

  @Override
  public Tensor concatenate(int dimension, List<Tensor> tensors) {
    var handles = new org.bytedeco.pytorch.Tensor[tensors.size()];
    for (var i = 0; i < handles.length; i++) handles[i] = tensors.get(i).handle();
    try (var vector = new TensorVector(handles)) {
      return run("concatenate", () -> torch.cat(vector, dimension), tensors.toArray(Tensor[]::new));
    }
  }

  @Override
  public Tensor matmul(Tensor left, Tensor right) {
    return run("matmul", () -> left.handle().matmul(right.handle()), left, right);
  }

  @Override
  public Tensor scaledMatmul(Tensor base, Tensor left, Tensor right, double factor) {
    return run(
        "scaledMatmul",
        () -> {
          try (var beta = Engine.scalar(1);
              var alpha = Engine.scalar(factor)) {
            return torch.baddbmm(base.handle(), left.handle(), right.handle(), beta, alpha);
          }
        },
        base,
        left,
        right);
  }

  @Override
  public Tensor linear(Tensor input, Tensor weight) {
    if (SharedProduct.suits(input, weight)) return SharedProduct.of(input, weight);
    return run("linear", () -> torch.linear(input.handle(), weight.handle()), input, weight);
  }

  @Override
  public Tensor linear(Tensor input, Tensor weight, Tensor bias) {
    if (SharedProduct.suits(input, weight)) {
      var product = SharedProduct.of(input, weight);
      product.addInPlace(bias);
      return product;
    }
    return run(
        "linear",
        () -> {
          try (var optional = Engine.optional(bias)) {
            return torch.linear(input.handle(), weight.handle(), optional);
          }
        },
        input,
        weight,
        bias);
  }

  @Override
  public Tensor embedding(Tensor ids, Tensor weight) {
    return run("embedding", () -> torch.embedding(weight.handle(), ids.handle()), ids, weight);
  }

  @Override
  public Tensor layerNorm(Tensor input, Tensor weight, Tensor bias, double epsilon) {
    return run(
        "layerNorm",
        () -> {
          try (var scale = Engine.optional(weight);
              var shift = Engine.optional(bias)) {
            return torch.layer_norm(
                input.handle(), weight.shape().sizes(), scale, shift, epsilon, true);
          }
        },
        input,
        weight);
  }

  @Override
  public Tensor rmsNorm(Tensor input, Tensor weight, double epsilon) {
    return run(
        "rmsNorm",
        () -> {
          try (var scale = Engine.optional(weight);
              var optional = new DoubleOptional(epsilon)) {
            return torch.rms_norm(input.handle(), weight.shape().sizes(), scale, optional);
          }
        },
        input,
        weight);
  }

  @Override
  public Tensor full(double value, DataType type, Device device, long... sizes) {
    try (var options = Engine.options(type, device);
        var scalar = Engine.scalar(value)) {
      return run("full", () -> torch.full(sizes, scalar, options));
    }
  }

  @Override
  public Tensor empty(DataType type, Device device, long... sizes) {
    try (var options = Engine.options(type, device);
        var format = new org.bytedeco.pytorch.MemoryFormatOptional()) {
      return run("empty", () -> torch.empty(sizes, options, format));
    }
  }

  @Override
  public Tensor range(long end, Device device) {
    try (var options = Engine.options(DataType.INT64, device);
        var scalar = new org.bytedeco.pytorch.Scalar(end)) {
      return run("range", () -> torch.arange(scalar, options));
    }
  }

  private static Tensor run(
      String name, Supplier<org.bytedeco.pytorch.Tensor> body, Tensor... tensors) {
    return Tensor.adopt(EngineCall.run(name, body, tensors));
  }

  private static Tensor run(
      Supplier<String> name, Supplier<org.bytedeco.pytorch.Tensor> body, Tensor... tensors) {
    return Tensor.adopt(EngineCall.run(name, body, tensors));
  }
}
