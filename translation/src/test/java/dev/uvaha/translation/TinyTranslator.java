package dev.uvaha.translation;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.models.transformer.TransformerConfig;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.text.BpeTrainer;
import dev.uvaha.text.BpeTrainerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A folder with a translator that was never trained: it babbles ASCII, the same each time.
public final class TinyTranslator {
  /// Positions it reads or writes at most.
  public static final int MAXIMUM_LENGTH = 23;

  public static final int LAYERS = 2;
  public static final int HEADS = 3;
  private static final List<String> TEXT =
      List.of("The cat sees the street .", "a cat", "a street");

  /// `!` to `~` follow the special tokens; then come bytes that are no characters by themselves.
  private static final int FIRST_BYTE = 5 + 94;

  private static final int FIRST_MERGE = 5 + 256;

  private TinyTranslator() {}

  /// Writes its files into a folder, which need not be there.
  public static Path in(Path folder) throws IOException {
    Files.createDirectories(folder);
    var specials = List.of("<pad>", "<s>", "</s>", "<2en>", "<2uk>");
    var tokenizer =
        new BpeTrainer(new BpeTrainerConfig(FIRST_MERGE + 19, 1, specials)).train(TEXT.stream());
    tokenizer.save(folder.resolve("tokenizer.json"));
    Randomness.seed(7);
    var block = new BlockConfig(12, HEADS, 17, Activation.RELU, NormOrder.PRE, 0.1);
    var config =
        new TransformerConfig(
            tokenizer.vocabularySize(),
            new Layers(LAYERS, LAYERS),
            block,
            PositionKind.SINUSOIDAL,
            MAXIMUM_LENGTH,
            0);
    Transformer.FOLDER.save(babbler(config), config, folder);
    Files.writeString(folder.resolve("words.txt"), "the\ncat\nsees\nstreet\nкіт\nвулиця\n");
    return folder;
  }

  /// Rows of zeros have logits of zero, never the greatest.
  private static Transformer babbler(TransformerConfig config) {
    var model = Transformer.create(config);
    Autograd.noGradient(() -> {
      var embedding = Objects.requireNonNull(model.parameters().get("embedding.weight")).value();
      for (var range : List.of(List.of(0, 5), List.of(FIRST_BYTE, FIRST_MERGE))) {
        int length = range.getLast() - range.getFirst();
        try (var rows = embedding.narrow(0, range.getFirst(), length)) {
          rows.fillInPlace(0);
        }
      }
      return model;
    });
    return model;
  }
}
