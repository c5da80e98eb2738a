package dev.uvaha.translation;

import dev.uvaha.data.ExampleEncoder;
import dev.uvaha.generation.BeamConfig;
import dev.uvaha.generation.BeamSearch;
import dev.uvaha.generation.BeamTree;
import dev.uvaha.generation.Hypothesis;
import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.text.Tokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Searches translations of many sources, in batches of like length: little padding and bounded
/// memory. What is found for a source does not depend on the others.
///
/// A translation has at most [#MORE] tokens more than its source, as in "Attention Is All You Need"
/// (section 6.1), and one less than the decoder reads, so that it can be read again with its begin.
public record BatchSearch(SequenceToSequence model, Tokenizer tokenizer) {
  /// How many tokens a translation may have over those of its source.
  public static final int MORE = 50;

  private static final int BATCH_TOKENS = 4096;

  /// The best hypotheses of each source, in the order of the sources.
  ///
  /// @param sources as the encoder reads them, in any order
  /// @throws IllegalArgumentException if a source is empty or longer than the model reads
  public List<List<Hypothesis>> search(List<int[]> sources, SearchOptions options) {
    var found = new ArrayList<>(sources.stream().map(_ -> List.<Hypothesis>of()).toList());
    var search = beamSearch(options);
    for (var batch : batches(sources, options.beam())) {
      var chosen = batch.stream().map(sources::get).toList();
      var limits = chosen.stream().mapToInt(source -> source.length + MORE).toArray();
      var results = search.search(model, chosen, limits);
      for (var i = 0; i < results.size(); i++) found.set(batch.get(i), results.get(i));
    }
    return List.copyOf(found);
  }

  /// All that a search of one source met.
  ///
  /// @throws IllegalArgumentException as [#search]
  public BeamTree tree(int[] source, SearchOptions options) {
    return beamSearch(options).tree(model, source, source.length + MORE);
  }

  private BeamSearch beamSearch(SearchOptions options) {
    var longest = Math.max(1, Math.min(options.maximumLength(), model.maximumLength() - 1));
    var encoder = new ExampleEncoder(tokenizer);
    return new BeamSearch(
        new BeamConfig(options.beam(), options.alpha(), longest, options.best()),
        model.device(),
        encoder.begin(),
        encoder.end(),
        encoder.padding());
  }

  /// Positions of sources of like length.
  private static List<List<Integer>> batches(List<int[]> sources, int beam) {
    var order = new ArrayList<>(IntStream.range(0, sources.size()).boxed().toList());
    order.sort(Comparator.comparingInt(i -> sources.get(i).length));
    var batches = new ArrayList<List<Integer>>();
    var batch = new ArrayList<Integer>();
    for (var i : order) {
      if (!batch.isEmpty() && (batch.size() + 1) * sources.get(i).length * beam > BATCH_TOKENS) {
        batches.add(List.copyOf(batch));
        batch.clear();
      }
      batch.add(i);
    }
    if (!batch.isEmpty()) batches.add(batch);
    return batches;
  }
}
