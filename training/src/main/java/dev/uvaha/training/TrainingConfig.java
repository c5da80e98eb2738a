package dev.uvaha.training;

/// How a model is trained.
///
/// @param every how often something happens beside training
/// @param seed of dropout; the order of the data has its own
public record TrainingConfig(
    Optimizer optimizer,
    Schedule schedule,
    StepConfig step,
    Intervals every,
    CheckpointConfig checkpoints,
    Limits limits,
    long seed) {
  /// AdamW, one batch a step, clipping at 1, the machine's best precision, the last 5 checkpoints
  /// averaged.
  public static TrainingConfig of(Schedule schedule, Limits limits, long seed) {
    return new TrainingConfig(
        Optimizer.adamW(),
        schedule,
        StepConfig.plain(),
        new Intervals(20, 500, 500),
        CheckpointConfig.lastFive(),
        limits,
        seed);
  }

  /// The same with another optimizer.
  public TrainingConfig with(Optimizer other) {
    return new TrainingConfig(other, schedule, step, every, checkpoints, limits, seed);
  }

  /// The same with another kind of step.
  public TrainingConfig with(StepConfig other) {
    return new TrainingConfig(optimizer, schedule, other, every, checkpoints, limits, seed);
  }

  /// The same at other intervals.
  public TrainingConfig with(Intervals other) {
    return new TrainingConfig(optimizer, schedule, step, other, checkpoints, limits, seed);
  }

  /// The same with other checkpoints.
  public TrainingConfig with(CheckpointConfig other) {
    return new TrainingConfig(optimizer, schedule, step, every, other, limits, seed);
  }

  /// The same within other limits.
  public TrainingConfig with(Limits other) {
    return new TrainingConfig(optimizer, schedule, step, every, checkpoints, other, seed);
  }
}
