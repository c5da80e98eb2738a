package dev.uvaha.hub.pull;

import java.util.regex.Pattern;

/// A model on a hub: `ORG/NAME`, and which state of it.
///
/// @param revision a branch, a tag or a commit
public record ModelName(String organisation, String name, String revision) {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}");
  private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}");

  /// Refuses what could lead anywhere but to a model.
  public ModelName {
    if (isUnsafe(PART, organisation) || isUnsafe(PART, name))
      throw new IllegalArgumentException(
          "a model is ORG/NAME, of letters, digits, '.', '_' and '-', got '%s/%s'"
              .formatted(organisation, name));
    if (isUnsafe(REVISION, revision))
      throw new IllegalArgumentException(
          "a revision is a branch, a tag or a commit, got '%s'".formatted(revision));
  }

  private static boolean isUnsafe(Pattern pattern, String text) {
    return !pattern.matcher(text).matches() || text.contains("..") || text.contains("//");
  }

  /// Reads `ORG/NAME`.
  public static ModelName parse(String text, String revision) {
    var slash = text.indexOf('/');
    if (slash < 0)
      throw new IllegalArgumentException("a model is ORG/NAME, got '%s'".formatted(text));
    return new ModelName(text.substring(0, slash), text.substring(slash + 1), revision);
  }

  /// `ORG/NAME`.
  @Override
  public String toString() {
    return organisation + "/" + name;
  }
}
