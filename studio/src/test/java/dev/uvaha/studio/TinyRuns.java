package dev.uvaha.studio;

import dev.uvaha.hub.HuggingFace;
import dev.uvaha.hub.Preprocessing;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.Part;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.models.vit.MaskedAutoencoder;
import dev.uvaha.models.vit.MaskedAutoencoderConfig;
import dev.uvaha.models.vit.Patches;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.models.vit.VitConfig;
import dev.uvaha.models.vit.VitEncoderConfig;
import dev.uvaha.models.vit.VitEncoderConfig.Biases;
import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.safetensors.Weights;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.text.BpeTrainer;
import dev.uvaha.text.BpeTrainerConfig;
import dev.uvaha.translation.TinyTranslator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Folders of runs as training leaves them, of models that were never trained.
public final class TinyRuns {
  /// Patches of a picture each way.
  public static final int GRID = 4;

  public static final int LAYERS = 2;
  public static final int HEADS = 3;

  private static final int SIDE = 32;
  private static final int CONTEXT = 64;

  private TinyRuns() {}

  /// A classifier of drawn shapes.
  public static Path vit(Path folder) throws IOException {
    Randomness.seed(17);
    var vit = Vit.create(VitConfig.of(encoder(), 10));
    var labels = new DrawnShapes(1, Part.TEST, 0).classes();
    HuggingFace.save(vit, labels, Preprocessing.of(SIDE, 3), Files.createDirectories(folder));
    return metrics(folder, "vision", "vit");
  }

  /// A masked autoencoder.
  public static Path mae(Path folder) throws IOException {
    Randomness.seed(19);
    var config = new MaskedAutoencoderConfig(encoder(), 1, block());
    new ModelFolder<>(
            "uvaha-mae",
            MaskedAutoencoderConfig.class,
            MaskedAutoencoder::create,
            MaskedAutoencoderConfig::parameterCount)
        .save(MaskedAutoencoder.create(config), config, Files.createDirectories(folder));
    return metrics(folder, "selfsupervised", "mae");
  }

  /// A GPT with two kept checkpoints, of steps 20 and 40.
  public static Path gpt(Path folder) throws IOException {
    return gpt(folder, CONTEXT);
  }

  /// The same, of another context.
  public static Path gpt(Path folder, int context) throws IOException {
    var tokenizer =
        new BpeTrainer(new BpeTrainerConfig(280, 1, List.of()))
            .train(Stream.of("the cat sees the street", "кіт бачить вулицю"), (_, _) -> {});
    var config = GptConfig.of(tokenizer.vocabularySize(), LAYERS, HEADS, 12, context, 0);
    metrics(Files.createDirectories(folder), "pretraining", "characters");
    for (var step : List.of(20, 40)) {
      Randomness.seed(step);
      checkpoint(folder, step, Gpt.create(config));
    }
    Randomness.seed(23);
    HuggingFace.save(Gpt.create(config), config, folder);
    tokenizer.save(folder.resolve("tokenizer.json"));
    return folder;
  }

  /// A translator with one kept checkpoint, of step 20.
  public static Path translator(Path folder) throws IOException {
    TinyTranslator.in(folder);
    Randomness.seed(29);
    checkpoint(folder, 20, Transformer.create(Transformer.FOLDER.config(folder)));
    return metrics(folder, "translation", "smoke");
  }

  private static void checkpoint(Path folder, int step, Layer model) throws IOException {
    var checkpoints = Files.createDirectories(folder.resolve("checkpoints"));
    Weights.save(model, checkpoints.resolve("step-%d.safetensors".formatted(step)));
  }

  private static Path metrics(Path folder, String task, String name) throws IOException {
    var lines = new StringBuilder();
    for (var step = 10; step <= 40; step += 10) {
      lines.append(
          "{\"step\":%d,\"epoch\":0,\"seconds\":%d,\"loss\":%s,\"rate\":0.001,\"gradient_norm\":1.5}\n"
              .formatted(step, step / 2, 5.0 / step));
      if (step % 20 == 0)
        lines.append(
            "{\"step\":%d,\"epoch\":0,\"seconds\":%d,\"validation_loss\":%s,\"best\":true}\n"
                .formatted(step, step / 2, 6.0 / step));
    }
    Files.writeString(folder.resolve("metrics.jsonl"), lines);
    Files.writeString(folder.resolve("recipe.yaml"), "task: %s\nname: %s\n".formatted(task, name));
    return folder;
  }

  private static VitEncoderConfig encoder() {
    return new VitEncoderConfig(
        new Patches(SIDE, SIDE / GRID, 3),
        LAYERS,
        block(),
        Biases.ALL,
        PositionKind.LEARNED,
        Pooling.CLASS_TOKEN,
        1e-6);
  }

  private static BlockConfig block() {
    return new BlockConfig(12, HEADS, 17, Activation.GELU, NormOrder.PRE, 0);
  }
}
