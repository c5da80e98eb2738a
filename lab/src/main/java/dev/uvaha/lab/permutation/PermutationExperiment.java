package dev.uvaha.lab.permutation;

import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.SequenceLayer;
import dev.uvaha.lab.Study;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Self-attention's equivariance to permutations, and its end.
public final class PermutationExperiment implements Experiment {
  @Override
  public String name() {
    return "permutation";
  }

  @Override
  public String title() {
    return "Permutations: what self-attention does not notice";
  }

  @Override
  public String question() {
    return "The lecture shows that y = Σᵢ softmaxᵢ(qᵀKᵢ/√d) Vᵢ does not change with the order of the"
        + " pairs (Kᵢ, Vᵢ), and follows that of the queries. Let P put the positions of X into another"
        + " order: then self-attention f"
        + " is equivariant, f(P X) = P f(X), so that the mean over its outputs does not change at all."
        + " We measure max |f(P X) - P f(X)| with random weights, inputs and permutations, in float32"
        + " and float64. Without positions nothing but rounding should be left; positions, a causal"
        + " mask, a convolution's window and a recurrent state should each end it.";
  }

  @Override
  public Findings run(Study study) {
    return run(study, PermutationSize.of(study));
  }

  Findings run(Study study, PermutationSize size) {
    var pairs = study.seeds().stream().map(seed -> PairResult.of(size, seed)).toList();
    var results =
        study.compare(
            List.of(Subject.values()),
            kind -> kind.name().toLowerCase(Locale.ROOT),
            PermutationResult.class,
            (part, kind, seed) -> result(study, part, kind, size, seed));
    var findings =
        new Findings()
            .setting("sequence lengths", size.lengths())
            .setting("width", size.width())
            .setting("heads", size.heads())
            .setting("permutations", size.permutations());
    new PairReport(pairs).tell(findings);
    new PermutationReport(size, results).tell(findings);
    return findings;
  }

  private static PermutationResult result(
      Study study, String part, Subject kind, PermutationSize size, long seed) {
    Randomness.seed(seed);
    var subject = kind.create(size);
    var single = errors(study, part, subject, DataType.FLOAT32, size, seed);
    subject.convertTo(DataType.FLOAT64);
    var result =
        new PermutationResult(single, errors(study, part, subject, DataType.FLOAT64, size, seed));
    study
        .watch()
        .finished(part, String.format(Locale.ROOT, "%.1e", single.getLast().equivariance()));
    return result;
  }

  private static List<OrderError> errors(
      Study study,
      String part,
      SequenceLayer subject,
      DataType type,
      PermutationSize size,
      long seed) {
    var errors = new ArrayList<OrderError>();
    for (var length : size.lengths()) {
      study.watch().advanced(part, (double) errors.size() / size.lengths().size(), type.toString());
      errors.add(OrderError.of(subject, length, type, size, seed));
    }
    return errors;
  }
}
