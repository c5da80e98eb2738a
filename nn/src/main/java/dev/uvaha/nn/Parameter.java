package dev.uvaha.nn;

import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Shape;
import dev.uvaha.tensor.Tensor;
import java.util.Optional;

/// A tensor that training changes. It lives as long as its layer, whatever scope it was made in.
public final class Parameter {
  private final Tensor value;

  /// Takes over a freshly made tensor.
  public Parameter(Tensor initial) {
    value = initial.outliveScopes().requireGradient();
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

  /// Forgets the gradient.
  public void clearGradient() {
    value.clearGradient();
  }

  /// Takes the values of a tensor of the same shape, converted to this type.
  ///
  /// @throws IllegalArgumentException if the shape differs
  public void assign(Tensor values) {
    if (!values.shape().equals(shape()))
      throw new IllegalArgumentException("shape must be " + shape() + ", got " + values.shape());
    Autograd.noGradient(() -> value.copyInPlace(values));
  }
}
