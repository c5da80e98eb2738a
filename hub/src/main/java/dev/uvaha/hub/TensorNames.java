package dev.uvaha.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The names that an architecture's tensors have in Hugging Face's checkpoints.
final class TensorNames {
  private final List<Rule> rules = new ArrayList<>();
  private final List<Pattern> ignored = new ArrayList<>();

  private record Rule(Pattern ours, BiFunction<MatchResult, String, Origin> theirs, String name) {}

  /// Our names of this pattern are theirs of that one, `$1` and so on standing for groups.
  TensorNames rule(String ours, String theirs) {
    return rule(ours, theirs, (_, name) -> Origin.of(name));
  }

  /// The same, where theirs is laid out otherwise.
  ///
  /// @param layout from the match and their name to where ours is
  TensorNames rule(String ours, String theirs, BiFunction<MatchResult, String, Origin> layout) {
    rules.add(new Rule(Pattern.compile(ours), layout, theirs));
    return this;
  }

  /// Tensors of theirs that carry nothing of their own: buffers, tied copies, parts for other uses.
  TensorNames ignore(String theirs) {
    ignored.add(Pattern.compile(theirs));
    return this;
  }

  /// Where one of our parameters is.
  Origin of(String ours) {
    for (var rule : rules) {
      var matcher = rule.ours().matcher(ours);
      if (matcher.matches())
        return rule.theirs().apply(matcher.toMatchResult(), matcher.replaceFirst(rule.name()));
    }
    throw new IllegalStateException("no rule for the parameter " + ours);
  }

  boolean ignores(String theirs) {
    return ignored.stream().anyMatch(pattern -> pattern.matcher(theirs).matches());
  }
}
