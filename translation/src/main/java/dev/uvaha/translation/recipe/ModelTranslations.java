package dev.uvaha.translation.recipe;

import dev.uvaha.data.ExampleEncoder;
import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.text.Tokenizer;
import dev.uvaha.translation.BatchSearch;
import dev.uvaha.translation.SearchOptions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Translates with a model in memory, such as one that is being trained, as a `Translator` with the
/// same weights would.
record ModelTranslations(SequenceToSequence model, Tokenizer tokenizer) {
  /// The best translation of each text.
  ///
  /// @param languages of the translations, one for each text
  List<String> translate(
      List<String> texts, List<String> languages, TrainingRecipe.SearchRecipe search) {
    var encoder = new ExampleEncoder(tokenizer);
    var sources =
        IntStream.range(0, texts.size())
            .mapToObj(i -> shortened(encoder.source(texts.get(i), languages.get(i))))
            .toList();
    var longest = SearchOptions.DEFAULT.maximumLength();
    var options = new SearchOptions(search.beam(), search.alpha(), 1, longest);
    return new BatchSearch(model, tokenizer)
        .search(sources, options).stream()
            .map(found -> tokenizer.decode(found.getFirst().ids()))
            .toList();
  }

  /// Text that the model cannot take whole is cut, its end token kept: a metric over a corpus needs
  /// a translation of each line.
  private int[] shortened(int[] source) {
    var longest = model.maximumLength();
    if (source.length <= longest) return source;
    var cut = Arrays.copyOf(source, longest);
    cut[longest - 1] = source[source.length - 1];
    return cut;
  }
}
