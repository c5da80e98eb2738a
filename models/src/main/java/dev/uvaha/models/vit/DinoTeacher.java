package dev.uvaha.models.vit;

import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.Objects;

/// The teacher that a student makes of its own past: no gradient reaches it (Caron et al. 2021,
/// section 3.1).
///
/// @param centre c, a running mean of its scores, `[K]`
public record DinoTeacher(DinoNetwork network, Parameter centre) implements Layer {
  /// A teacher that is what the student is now.
  public static DinoTeacher of(DinoNetwork student) {
    var teacher =
        Initialization.unset(
            student.device(),
            DataType.FLOAT32,
            () ->
                new DinoTeacher(
                    DinoNetwork.create(student.config()),
                    Initialization.zeros(student.config().prototypes())));
    Autograd.noGradient(() -> teacher.centre.value().fillInPlace(0));
    teacher.follow(student, 0);
    teacher.parameters().values().forEach(Parameter::freeze);
    return teacher;
  }

  /// Scores of the prototypes, without gradients.
  ///
  /// @param view `[B, C, height, width]`
  /// @return `[B, K]`
  public Tensor forward(Tensor view, Mode mode) {
    return Autograd.noGradient(() -> network.forward(view, mode));
  }

  /// `θ_t ← λ θ_t + (1 - λ) θ_s` for every parameter.
  ///
  /// @param momentum λ in `[0, 1]`; as published it rises from 0.996 to 1 by a cosine
  public void follow(DinoNetwork student, double momentum) {
    var theirs = student.parameters();
    Autograd.noGradient(() ->
        network
            .parameters()
            .forEach((name, parameter) ->
                mix(parameter, Objects.requireNonNull(theirs.get(name), name).value(), momentum)));
  }

  /// `c ← m c + (1 - m) mean(g_t(x))` (eq. 4), which keeps one prototype from winning everywhere.
  ///
  /// @param scores of all views of a batch, `[M, K]`
  /// @param momentum m in `[0, 1]`, 0.9 as published
  public void centre(Tensor scores, double momentum) {
    try (var _ = TensorScope.open()) {
      Autograd.noGradient(() -> mix(centre, scores.mean(0), momentum));
    }
  }

  private static void mix(Parameter mean, Tensor next, double momentum) {
    if (momentum == 0) mean.value().copyInPlace(next); // what is unset may be no number
    else mean.value().multiplyInPlace(momentum).addInPlace(next, 1 - momentum);
  }

  @Override
  public void describe(Description description) {
    description.layer("network", network).parameter("centre", centre);
  }
}
