package dev.uvaha.models.vit;

import dev.uvaha.nn.Layer;

/// A student and the teacher that follows it, saved and resumed as one. The teacher is what is used
/// afterwards.
public record DinoPair(DinoNetwork student, DinoTeacher teacher) implements Layer {
  /// A pair with fresh parameters, the same for both.
  public static DinoPair create(DinoConfig config) {
    var student = DinoNetwork.create(config);
    return new DinoPair(student, DinoTeacher.of(student));
  }

  /// How many numbers there are in a pair of these sizes.
  public static long parameterCount(DinoConfig config) {
    long network = config.parameterCount();
    return network > Long.MAX_VALUE / 4 ? Long.MAX_VALUE : 2 * network + config.prototypes();
  }

  @Override
  public void describe(Description description) {
    description.layer("student", student).layer("teacher", teacher);
  }
}
