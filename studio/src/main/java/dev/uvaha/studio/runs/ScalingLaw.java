package dev.uvaha.studio.runs;

import dev.uvaha.lab.PowerLaw;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.nn.safetensors.InvalidCheckpointException;
import dev.uvaha.studio.folders.ModelFolders;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What size did for runs that learnt from the same data: `L(N) = (N_c / N)^α` (Kaplan et al. 2020,
/// equation 1.1), fitted to the lowest validation loss of each.
///
/// @param points a run each
/// @param law where there are three sizes or more (two always lie on a law) and the loss falls by
///   so much that N_c is a number
record ScalingLaw(List<Point> points, Optional<Law> law) {
  private static final int FEWEST_SIZES = 3;

  /// A run.
  ///
  /// @param parameters N, all of them; Kaplan et al. leave embeddings out
  /// @param loss L
  record Point(String run, long parameters, double loss) {}

  /// The law.
  ///
  /// @param exponent α
  /// @param scale N_c, in parameters
  /// @param determination R², of the logarithms
  record Law(double exponent, double scale, double determination) {}

  static ScalingLaw through(List<Point> points) {
    return new ScalingLaw(points, law(points));
  }

  private static Optional<Law> law(List<Point> points) {
    if (points.stream().map(Point::parameters).distinct().count() < FEWEST_SIZES)
      return Optional.empty();
    var fit =
        PowerLaw.fit(
            points.stream().map(point -> (double) point.parameters()).toList(),
            points.stream().map(Point::loss).toList());
    return Optional.of(fit)
        .filter(falling -> falling.exponent() < 0)
        .map(falling ->
            new Law(
                -falling.exponent(),
                Math.pow(falling.factor(), -1 / falling.exponent()),
                falling.determination()))
        .filter(law -> law.scale() >= Double.MIN_NORMAL && Double.isFinite(law.scale()));
  }

  /// The point of a run that was validated and has weights that can be read; no other has one.
  ///
  /// @param losses of its validations
  static Optional<Point> point(String name, Path run, List<Double> losses) {
    return losses.stream()
        .min(Double::compare)
        .filter(loss -> loss > 0)
        .flatMap(loss -> parameters(run).map(size -> new Point(name, size, loss)));
  }

  private static Optional<Long> parameters(Path run) {
    if (!ModelFolders.hasWeights(run)) return Optional.empty();
    try (var checkpoint = Checkpoint.open(run)) {
      return Optional.of(
          checkpoint.names().stream()
              .mapToLong(tensor -> checkpoint.shape(tensor).elements())
              .sum());
    } catch (InvalidCheckpointException | UncheckedIOException _) {
      return Optional.empty(); // damaged, or deleted meanwhile
    }
  }
}
