package dev.uvaha.hub;

import dev.uvaha.nn.safetensors.Checkpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The names that an architecture's tensors have in Hugging Face's checkpoints.
final class TensorNames {
  private final List<Rule> rules = new ArrayList<>();
  private final List<Pattern> ignored = new ArrayList<>();
  private final Map<Pattern, String> aliases = new LinkedHashMap<>();

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

  /// What tensors of theirs are called in some checkpoints, and what in all others, `$1` and so on
  /// standing for groups.
  TensorNames alias(String seldom, String usual) {
    aliases.put(Pattern.compile(seldom), usual);
    return this;
  }

  /// What a checkpoint calls its tensors, by what they are usually called.
  Map<String, String> usual(Checkpoint checkpoint) {
    var usual = new LinkedHashMap<String, String>();
    for (var name : checkpoint.names()) usual.put(usual(name), name);
    return usual;
  }

  private String usual(String theirs) {
    for (var alias : aliases.entrySet()) {
      var matcher = alias.getKey().matcher(theirs);
      if (matcher.matches()) return matcher.replaceFirst(alias.getValue());
    }
    return theirs;
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
