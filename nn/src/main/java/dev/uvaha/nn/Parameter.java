package dev.uvaha.nn;

import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Shape;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A tensor that training changes. It lives as long as its layer, whatever scope it was made in.
public final class Parameter {
  private Tensor value;
  private boolean frozen;

  /// Takes over a freshly made tensor.
  public Parameter(Tensor initial) {
    value = lasting(initial);
  }

  /// The value itself, not a copy; gradients are recorded through it.
  public Tensor value() {
    return value;
  }

  /// The sizes.
  public Shape shape() {
    return value.shape();
  }

  /// What the last backward passes have added up to; empty before the first.
  public Optional<Tensor> gradient() {
    return value.gradient();
  }

  /// Adds to the gradient.
  public void addToGradient(Tensor more) {
    Autograd.noGradient(() -> value.addToGradient(more));
  }

  /// Forgets the gradient.
  public void clearGradient() {
    value.clearGradient();
  }

  /// Stays as it is from here on: no gradient is recorded for it any more, and what it had is
  /// forgotten. Values may still be assigned.
  public void freeze() {
    frozen = true;
    replace(Tensor::detach);
  }

  /// Becomes a parameter of another type, rounded where that is narrower; the gradient is
  /// forgotten. Tensors computed from it before stay as they were.
  public void convertTo(DataType type) {
    replace(value -> value.to(type));
  }

  /// Moves to a device; the gradient is forgotten.
  public void moveTo(Device device) {
    replace(value -> value.to(device));
  }

  /// Takes the values of a tensor of the same shape, converted to this type.
  ///
  /// @throws IllegalArgumentException if the shape differs
  public void assign(Tensor values) {
    if (!values.shape().equals(shape()))
      throw new IllegalArgumentException("shape must be " + shape() + ", got " + values.shape());
    Autograd.noGradient(() -> value.copyInPlace(values));
  }

  private void replace(UnaryOperator<Tensor> conversion) {
    var before = value;
    try (var _ = TensorScope.open()) {
      var converted = Autograd.noGradient(() -> conversion.apply(before.detach()).copy());
      value = frozen ? converted.outliveScopes() : lasting(converted);
    }
    before.close();
  }

  private static Tensor lasting(Tensor value) {
    value.outliveScopes();
    return value.device().hasGradients() ? value.requireGradient() : value;
  }
}
