package dev.uvaha.hub;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.models.transformer.Transformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Takes a model from elsewhere into a folder that Uvaha's commands use: a GGUF file, or a folder
/// of Hugging Face's.
///
/// GPT-2, Llama and its relatives, BERT and ViT lie on our disks as on theirs; such a folder is
/// checked and copied, and given a `tokenizer.json` if it is from before that. A GGUF file becomes
/// such a folder, and a Marian a translator as training writes one.
public final class ModelImport {
  private static final String TOKENIZER = "tokenizer.json";
  private static final long PIECE = 1 << 24;

  private ModelImport() {}

  /// Takes a model in.
  ///
  /// @param from a file `….gguf`, or a folder with `config.json` and safetensors
  /// @param to a folder that holds no model yet
  /// @throws IllegalArgumentException if it can't be used: one line says what is wrong and where;
  ///   then `to` is no model
  /// @throws UncheckedIOException if the disk does not take it
  public static void run(Path from, Path to, HubListener listener) {
    refuseModel(to);
    if (!Files.exists(from)) throw new IllegalArgumentException(from + ": no such file or folder");
    if (Files.isRegularFile(from)) {
      Gguf.importTo(from, to, listener);
      return;
    }
    var json = HubConfig.read(from);
    if (new MarianFolder().types().contains(json.modelType())) {
      var model = HuggingFace.marian(from);
      var tokenizer = MarianTokenizer.json(from, model.vocabulary());
      ModelFiles.copyUse(from, to);
      tokenizer.ifPresent(content -> new HubConfig(to.resolve(TOKENIZER), content).write());
      listener.at("writing the weights", 1, 2);
      Transformer.FOLDER.save(model, model.config(), to);
      return;
    }
    HuggingFace.check(from);
    var tokenizer =
        Files.exists(from.resolve(TOKENIZER))
            ? Optional.<ObjectNode>empty()
            : FolderVocabulary.of(from, json).map(TokenizerJson::json);
    copy(from, to, listener);
    tokenizer.ifPresent(content -> new HubConfig(to.resolve(TOKENIZER), content).write());
  }

  /// Refuses a folder that holds a model already.
  static void refuseModel(Path folder) {
    if (Files.exists(folder.resolve(HubConfig.FILE)))
      throw new IllegalArgumentException(
          folder + ": there is a model already; give another folder, or delete this one");
  }

  /// The configuration last: without it the folder is no model.
  private static void copy(Path from, Path to, HubListener listener) {
    try {
      var files = weights(from);
      var total = 0L;
      for (var file : files) total += Files.size(file);
      var done = 0L;
      for (var file : files) {
        copy(file, to, done, total, listener);
        done += Files.size(file);
      }
      ModelFiles.copyUse(from, to);
      AtomicFile.write(
          to.resolve(HubConfig.FILE), Files.readAllBytes(from.resolve(HubConfig.FILE)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  private static List<Path> weights(Path folder) throws IOException {
    if (Files.exists(folder.resolve(ModelFiles.WEIGHTS)))
      return List.of(folder.resolve(ModelFiles.WEIGHTS));
    var files = new ArrayList<Path>();
    try (var all = Files.list(folder)) {
      all.filter(file -> ModelFiles.isShard(file.getFileName().toString()))
          .sorted()
          .forEach(files::add);
    }
    files.add(folder.resolve(ModelFiles.INDEX));
    return files;
  }

  private static void copy(Path file, Path to, long before, long total, HubListener listener)
      throws IOException {
    var name = file.getFileName().toString();
    try (var source = FileChannel.open(file, StandardOpenOption.READ)) {
      AtomicFile.write(
          to.resolve(name),
          channel -> {
            for (var at = 0L; at < source.size(); ) {
              listener.at("copying " + name, before + at, total);
              at += source.transferTo(at, PIECE, channel);
            }
          });
    }
  }
}
