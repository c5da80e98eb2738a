package dev.uvaha.server;

import dev.uvaha.generation.BatchLimits;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.language.TextEmbedder;
import dev.uvaha.language.TextModel;
import dev.uvaha.language.chat.ChatTemplate;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.server.TranslationService.Translated;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.text.BpeTrainer;
import dev.uvaha.text.BpeTrainerConfig;
import dev.uvaha.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Models that answer at once, and nonsense.
final class TinyModels {
  static final String TALKS = "tiny-chat";
  static final String WRITES = "tiny";
  static final String EMBEDS = "sentences";
  static final String TRANSLATES = "upper";

  /// More than any test's client waits for.
  static final int CONTEXT = 20_011;

  /// A small sentence encoder, of the module that reads it.
  private static final Path SENTENCES =
      Path.of("../language/src/test/resources/dev/uvaha/language/sentences");

  private static final String TEMPLATE =
      """
      {% for message in messages %}<|{{ message.role }}|>{{ message.content }}<end>{% endfor %}\
      <|assistant|>\
      """;

  private TinyModels() {}

  static List<ServedModel> all(BatchLimits limits) {
    return List.of(
        new ServedModel.Text(
            TALKS, model(Optional.of(ChatTemplate.of(TEMPLATE, Map.of()))), limits),
        new ServedModel.Text(WRITES, model(Optional.empty()), limits),
        new ServedModel.Embedder(EMBEDS, TextEmbedder.load(SENTENCES)),
        new ServedModel.Translations(TRANSLATES, new UpperCase()));
  }

  static TextModel model(Optional<ChatTemplate> template) {
    var tokenizer =
        new BpeTrainer(new BpeTrainerConfig(300, 2, List.of("<end>")))
            .train(
                Stream.of("Кіт спить. Кіт їсть.", "The cat sleeps. The cat eats."), (_, _) -> {});
    return model(tokenizer, template);
  }

  static TextModel model(Tokenizer tokenizer, Optional<ChatTemplate> template) {
    Randomness.seed(3);
    var model = Gpt.create(GptConfig.of(tokenizer.vocabularySize(), 2, 2, 22, CONTEXT, 0));
    return new TextModel("tiny", model, tokenizer, Set.of(), GenerationOptions.DEFAULT, template);
  }

  /// A language in which all is shouted.
  private static final class UpperCase implements TranslationService {
    @Override
    public List<String> languages() {
      return List.of("en");
    }

    @Override
    public List<Translated> translate(List<String> texts, Optional<String> language) {
      if (!language.orElse("en").equals("en"))
        throw new IllegalArgumentException(
            "this model translates into en, not into '%s'".formatted(language.orElseThrow()));
      return texts.stream()
          .map(text -> new Translated(text.toUpperCase(Locale.ROOT), "en"))
          .toList();
    }
  }
}
