package dev.uvaha.finetuning;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.hub.HuggingFace;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.classifier.CausalClassifier;
import dev.uvaha.nn.safetensors.Weights;
import dev.uvaha.text.Tokenizer;
import dev.uvaha.training.recipe.RecipeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A classifier on disk: the language model as Hugging Face has it, `tokenizer.json` with the three
/// further tokens, `classifier.json` with kind and labels, and `classifier.safetensors` with the
/// head.
record ClassifierFolder(Path path) {
  private static final String TOKENIZER = "tokenizer.json";
  private static final String CLASSIFIER = "classifier.json";

  /// What a classifier is, beside its weights.
  ///
  /// @param labels the classes' names; of multiple choice there are none
  record About(Kind kind, List<String> labels) {}

  Path head() {
    return path.resolve("classifier.safetensors");
  }

  /// The language model.
  CausalTransformer body() {
    return (CausalTransformer) HuggingFace.languageModel(path);
  }

  Tokenizer tokenizer() {
    try {
      return Tokenizer.load(path.resolve(TOKENIZER));
    } catch (IOException failure) {
      throw new RecipeException("cannot read the tokenizer: " + failure.getMessage(), failure);
    }
  }

  /// The whole classifier.
  ///
  /// @throws IllegalArgumentException if there is none
  CausalClassifier classifier(About about) {
    var classifier =
        CausalClassifier.create(body(), Math.max(1, about.labels().size()), about.kind().inputs());
    Weights.load(classifier.head(), head());
    return classifier;
  }

  /// Kind and labels.
  ///
  /// @throws IllegalArgumentException if this is no classifier's folder
  About about() {
    var file = path.resolve(CLASSIFIER);
    if (!Files.isRegularFile(file))
      throw new IllegalArgumentException(
          path + ": not a classifier's folder, it has no " + CLASSIFIER);
    try {
      return JsonMapper.shared().readValue(Files.readAllBytes(file), About.class);
    } catch (JacksonException damaged) {
      throw new IllegalArgumentException(
          "%s: %s; it must be as training wrote it".formatted(file, damaged.getOriginalMessage()),
          damaged);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  void write(About about) throws IOException {
    write(
        CLASSIFIER, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(about));
  }

  void write(String name, byte[] content) throws IOException {
    AtomicFile.write(path.resolve(name), content);
  }

  /// The tokenizer that [#writeExtended] makes of this folder's.
  ///
  /// @throws RecipeException as [#writeExtended]
  Tokenizer extended() {
    try {
      var aside = new ClassifierFolder(Files.createTempDirectory("uvaha"));
      try {
        aside.writeExtended(this);
        return aside.tokenizer();
      } finally {
        Files.deleteIfExists(aside.path.resolve(TOKENIZER));
        Files.delete(aside.path);
      }
    } catch (IOException failure) {
      throw new RecipeException("cannot extend the tokenizer: " + failure.getMessage(), failure);
    }
  }

  /// Copies a tokenizer, with the tokens of [SequenceMaker] behind all that it knows.
  ///
  /// @throws RecipeException if it has them already
  void writeExtended(ClassifierFolder from) throws IOException {
    var file = from.path.resolve(TOKENIZER);
    var known = from.tokenizer();
    var tree = (ObjectNode) JsonMapper.shared().readTree(Files.readAllBytes(file));
    var added =
        tree.get("added_tokens") instanceof ArrayNode there ? there : tree.putArray("added_tokens");
    var id = known.vocabularySize();
    for (var name : SequenceMaker.Special.NAMES) {
      if (known.id(name).isPresent())
        throw new RecipeException(
            "%s has a token %s already: fine-tune a model that is no classifier"
                .formatted(file, name));
      added
          .addObject()
          .put("id", id++)
          .put("content", name)
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    JsonNode whole = tree;
    write(TOKENIZER, JsonMapper.shared().writeValueAsBytes(whole));
  }
}
