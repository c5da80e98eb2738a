package dev.uvaha.models.vit;

import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// How far the student is, on each view of a picture, from what the teacher sees in another (Caron
/// et al. 2021, eq. 3): the mean over pairs of views of `-P_t · log P_s`, `P_t = softmax((g_t - c)
/// / τ_t)`, centred so that no prototype always wins and sharpened so that some do, and `P_s =
/// softmax(g_s / τ_s)`.
///
/// @param studentTemperature τ_s, 0.1 as published
/// @param teacherTemperature τ_t, below it: 0.04 rising to 0.07
public record DinoLoss(double studentTemperature, double teacherTemperature) {
  public DinoLoss {
    if (!(studentTemperature > 0 && teacherTemperature > 0))
      throw new IllegalArgumentException(
          "DinoLoss: temperatures must be above 0, got %s and %s"
              .formatted(studentTemperature, teacherTemperature));
  }

  /// The mean over all pairs of different views, and over pictures, in nats.
  ///
  /// @param student its scores of each view, `[B, K]` each; the views that the teacher saw first
  /// @param teacher its scores of each view that it saw, in the same order
  /// @param centre c, `[K]`, see [DinoTeacher#centre]
  /// @return a scalar
  public Tensor forward(List<Tensor> student, List<Tensor> teacher, Tensor centre) {
    if (teacher.isEmpty() || student.size() < teacher.size() || student.size() < 2)
      throw new IllegalArgumentException(
          "DinoLoss: the student sees every view of the teacher's and 2 or more, got %d and %d"
              .formatted(student.size(), teacher.size()));
    var targets = teacher.stream().map(scores -> target(scores, centre)).toList();
    var logs = student.stream().map(scores -> log(scores.to(centre.dataType()))).toList();
    var terms = new ArrayList<Tensor>();
    for (var i = 0; i < targets.size(); i++)
      for (var j = 0; j < logs.size(); j++)
        if (i != j) terms.add(targets.get(i).multiply(logs.get(j)).sum(1).mean().negate());
    return Tensors.stack(0, terms).mean();
  }

  private Tensor target(Tensor scores, Tensor centre) {
    Supplier<Tensor> target = () -> scores.subtract(centre).divide(teacherTemperature).softmax(1);
    return Autograd.noGradient(target);
  }

  private Tensor log(Tensor scores) {
    return scores.divide(studentTemperature).logSoftmax(1);
  }
}
