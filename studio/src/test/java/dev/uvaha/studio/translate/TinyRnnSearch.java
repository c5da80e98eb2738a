package dev.uvaha.studio.translate;

import dev.uvaha.models.seq2seq.RecurrentConfig;
import dev.uvaha.models.seq2seq.RecurrentConfig.Choices;
import dev.uvaha.models.seq2seq.RecurrentConfig.Sizes;
import dev.uvaha.models.seq2seq.RecurrentTranslator;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.text.BpeTrainer;
import dev.uvaha.text.BpeTrainerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A folder with Bahdanau's model that was never trained: its alignments are nearly even.
public final class TinyRnnSearch {
  private static final int LONGEST = 97;

  private TinyRnnSearch() {}

  /// Writes its files into a folder, which need not be there.
  public static Path in(Path folder) throws IOException {
    return in(folder, Choices.rnnSearch());
  }

  static Path in(Path folder, Choices choices) throws IOException {
    Files.createDirectories(folder);
    var specials = List.of("<pad>", "<s>", "</s>", "<2en>", "<2uk>");
    var tokenizer =
        new BpeTrainer(new BpeTrainerConfig(specials.size() + 256 + 31, 1, specials))
            .train(Stream.of("The cat is sleeping on the street.", "Кіт спить на вулиці."));
    tokenizer.save(folder.resolve("tokenizer.json"));
    Randomness.seed(11);
    var config =
        new RecurrentConfig(
            tokenizer.vocabularySize(), new Sizes(12, 7, 13, 11), choices, 0, LONGEST, 0);
    RecurrentTranslator.FOLDER.save(RecurrentTranslator.create(config), config, folder);
    return folder;
  }
}
