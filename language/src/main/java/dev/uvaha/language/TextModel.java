package dev.uvaha.language;

import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.generation.TextGenerator;
import dev.uvaha.hub.HuggingFace;
import dev.uvaha.language.chat.ChatTemplate;
import dev.uvaha.models.LanguageModel;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.text.InvalidTokenizerException;
import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// A language model with all that its makers gave it: how it spells, how it is best sampled, where
/// texts end, and how conversations are written. Reading is safe to share between threads, writing
/// needs one [TextGenerator] a thread.
///
/// @param name of its folder
/// @param ends tokens that end a text
/// @param defaults what its makers recommend
/// @param chatTemplate empty if it was not taught to talk
public record TextModel(
    String name,
    LanguageModel model,
    Tokenizer tokenizer,
    Set<Integer> ends,
    GenerationOptions defaults,
    Optional<ChatTemplate> chatTemplate) {
  private static final String TOKENIZER = "tokenizer.json";

  public TextModel {
    ends = Set.copyOf(ends);
  }

  /// Opens a folder of Hugging Face's kind on the CPU, in float32.
  ///
  /// @throws IllegalArgumentException if it holds no usable model; one line says what is wrong and
  ///   what to do
  public static TextModel load(Path folder) {
    return load(folder, Device.CPU, DataType.FLOAT32);
  }

  /// [#load(Path)] on a device.
  ///
  /// @param matrices the type of its matrices: FLOAT32 on the CPU or, in half the memory, BFLOAT16;
  ///   on `jvm` FLOAT16 or, in half of that, QINT8
  public static TextModel load(Path folder, Device device, DataType matrices) {
    var model = HuggingFace.languageModel(folder, device, matrices);
    var recommended = Recommendations.read(folder);
    var tokenizer = tokenizer(folder, model.vocabulary());
    switch (device) {
      case Device.Jvm() -> {} // multiplies float32 by matrices of any type
      case Device.Cpu(), Device.Cuda _ -> convertVectorsTo(matrices, model);
    }
    return new TextModel(
        name(folder),
        model,
        tokenizer,
        recommended.ends(tokenizer),
        recommended.options(),
        recommended.chatTemplate());
  }

  private static void convertVectorsTo(DataType type, LanguageModel model) {
    model.parameters().values().stream()
        .filter(parameter -> parameter.value().dataType() != type)
        .forEach(parameter -> parameter.convertTo(type));
  }

  /// What people call a model.
  static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  /// [#tokenizer(Path)] for a model of so many tokens, which it does not exceed.
  static Tokenizer tokenizer(Path folder, int vocabulary) {
    var tokenizer = tokenizer(folder);
    if (tokenizer.vocabularySize() > vocabulary)
      throw new IllegalArgumentException(
          "%s: the tokenizer has %,d tokens, the model %,d: they are not of one training"
              .formatted(folder, tokenizer.vocabularySize(), vocabulary));
    return tokenizer;
  }

  static Tokenizer tokenizer(Path folder) {
    var file = folder.resolve(TOKENIZER);
    if (!Files.isRegularFile(file))
      throw new IllegalArgumentException(
          folder + ": it has no " + TOKENIZER + ": bring it from where the model is from");
    try {
      return Tokenizer.load(file);
    } catch (InvalidTokenizerException unusable) {
      throw new IllegalArgumentException(unusable.getMessage(), unusable);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  /// Lets it go on with a text.
  public TextGenerator generator() {
    return new TextGenerator(model, tokenizer, ends);
  }
}
