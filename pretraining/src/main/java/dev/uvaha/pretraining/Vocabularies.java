package dev.uvaha.pretraining;

import dev.uvaha.data.DocumentBreak;
import dev.uvaha.data.TextCorpus;
import dev.uvaha.text.BpeTrainer;
import dev.uvaha.text.BpeTrainerConfig;
import dev.uvaha.text.CharacterTokenizer;
import dev.uvaha.text.Tokenizer;
import dev.uvaha.training.recipe.PreparationEvent;
import dev.uvaha.training.recipe.PreparationEvent.Advanced;
import dev.uvaha.training.recipe.PreparationEvent.Stage;
import dev.uvaha.training.recipe.RecipeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Makes the tokenizer of a recipe.
final class Vocabularies {
  /// What stands between documents, as GPT-2 spells it.
  static final String SEPARATOR = "<|endoftext|>";

  private static final int SPECIALS_AND_BYTES = 257;

  private Vocabularies() {}

  /// Learns the tokenizer from the text, or reads it.
  static Tokenizer of(
      PretrainingRecipe recipe, TextCorpora corpora, Consumer<PreparationEvent> listener) {
    return switch (recipe.tokenizer()) {
      case VocabularyRecipe.Bpe(int merges, int minimumFrequency) -> {
        var config =
            new BpeTrainerConfig(SPECIALS_AND_BYTES + merges, minimumFrequency, List.of(SEPARATOR));
        yield new BpeTrainer(config)
            .train(
                texts(corpora.train(), listener),
                (done, total) ->
                    listener.accept(new Advanced(Stage.LEARNING_MERGES, done, "merges", total)));
      }
      case VocabularyRecipe.Characters() ->
          CharacterTokenizer.of(
              Stream.concat(texts(corpora.train(), listener), texts(corpora.valid(), listener)),
              recipe.data().documents() instanceof DocumentBreak.None
                  ? List.of()
                  : List.of(SEPARATOR));
      case VocabularyRecipe.Given(var file, _) -> read(Path.of(file));
    };
  }

  /// Reads a tokenizer.
  ///
  /// @throws RecipeException if it cannot be read
  static Tokenizer read(Path file) {
    try {
      return Tokenizer.load(file);
    } catch (IOException failure) {
      throw new RecipeException("cannot read the tokenizer: " + failure.getMessage(), failure);
    }
  }

  /// The token between documents; empty if they are not told apart.
  static OptionalInt separator(PretrainingRecipe recipe, Tokenizer tokenizer) {
    if (recipe.data().documents() instanceof DocumentBreak.None) return OptionalInt.empty();
    var token =
        recipe.tokenizer() instanceof VocabularyRecipe.Given(_, var given) ? given : SEPARATOR;
    var id = tokenizer.id(token);
    if (id.isEmpty() || !tokenizer.specialTokens().contains(token))
      throw new RecipeException(
          "the tokenizer has no special token %s to stand between documents; it has %s: set tokenizer.separator, or data.documents=none"
              .formatted(token, tokenizer.specialTokens()));
    return id;
  }

  /// The text piece by piece, as the reader wants it.
  private static Stream<String> texts(TextCorpus corpus, Consumer<PreparationEvent> listener) {
    return Stream.of(corpus)
        .mapMulti((text, out) -> {
          var read = new long[1];
          text.read(piece -> {
            read[0] += piece.text().length();
            listener.accept(new Advanced(Stage.READING, read[0], "characters", 0));
            out.accept(piece.text());
          });
        });
  }
}
