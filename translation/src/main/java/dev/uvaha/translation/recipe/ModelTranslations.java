package dev.uvaha.translation.recipe;

import dev.uvaha.data.ExampleEncoder;
import dev.uvaha.generation.BeamConfig;
import dev.uvaha.generation.BeamSearch;
import dev.uvaha.generation.Hypothesis;
import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.tensor.Device;
import dev.uvaha.text.Tokenizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Translates with a model in memory, such as one that is being trained.
///
/// Sentences are searched in batches of like length; the rest of a batch waits for its longest
/// translation, so a translation may be at most `STRETCH` times as long as its source and then
/// some.
record ModelTranslations(SequenceToSequence model, Tokenizer tokenizer) {
  private static final int SENTENCES = 64;
  private static final int STRETCH = 2;
  private static final int MORE = 20;

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
    var order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> sources.get(i).length))
            .toList();
    var translations = new String[texts.size()];
    for (var start = 0; start < order.size(); start += SENTENCES) {
      var batch = order.subList(start, Math.min(order.size(), start + SENTENCES));
      var found = search(batch.stream().map(sources::get).toList(), search, encoder);
      for (var i = 0; i < batch.size(); i++)
        translations[batch.get(i)] = tokenizer.decode(found.get(i).getFirst().ids());
    }
    return List.of(translations);
  }

  private List<List<Hypothesis>> search(
      List<int[]> sources, TrainingRecipe.SearchRecipe search, ExampleEncoder encoder) {
    var longest = Math.min(model.maximumLength(), STRETCH * sources.getLast().length + MORE);
    var config = new BeamConfig(search.beam(), search.alpha(), longest, 1);
    return new BeamSearch(config, device(), special("<s>"), special("</s>"), encoder.padding())
        .search(model, sources);
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

  private Device device() {
    return model.parameters().values().iterator().next().value().device();
  }

  private int special(String token) {
    return tokenizer.id(token).orElseThrow();
  }
}
