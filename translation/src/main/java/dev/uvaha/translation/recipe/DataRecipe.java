package dev.uvaha.translation.recipe;

/// What to learn from, what to watch meanwhile, what to measure in the end.
///
/// @param train pairs to learn from
/// @param valid pairs to validate on
/// @param test pairs to measure the finished translator on; may be none
public record DataRecipe(Corpus train, Corpus valid, Corpus test, BatchRecipe batches) {
  public DataRecipe {
    if (train instanceof Corpus.None || train instanceof Corpus.HeldOut)
      throw new IllegalArgumentException(
          "train names no pairs to learn from: give a TSV file, two aligned files, or {grammar: 300000}");
    if (valid instanceof Corpus.None)
      throw new IllegalArgumentException(
          "valid must hold pairs, to tell the best weights by: name a file, or {held-out: 100} to take them out of train");
    if (test instanceof Corpus.HeldOut)
      throw new IllegalArgumentException("test cannot be held out of train; name a file");
  }

  /// A training corpus, with 1,000 pairs of it held out to validate on.
  public static DataRecipe of(Corpus train) {
    return new DataRecipe(train, new Corpus.HeldOut(1000), Corpus.NONE, BatchRecipe.plain());
  }

  /// The same with other pairs to validate on.
  public DataRecipe withValid(Corpus other) {
    return new DataRecipe(train, other, test, batches);
  }

  /// The same with other pairs to measure the result on.
  public DataRecipe withTest(Corpus other) {
    return new DataRecipe(train, valid, other, batches);
  }

  /// The same in other batches.
  public DataRecipe with(BatchRecipe other) {
    return new DataRecipe(train, valid, test, other);
  }
}
