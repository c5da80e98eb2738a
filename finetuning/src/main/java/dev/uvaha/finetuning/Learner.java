package dev.uvaha.finetuning;

import dev.uvaha.data.BatchLimits;
import dev.uvaha.data.CorpusException;
import dev.uvaha.data.ExampleBatches;
import dev.uvaha.finetuning.ClassifierFolder.About;
import dev.uvaha.finetuning.FineTuningRecipe.Adapter;
import dev.uvaha.finetuning.SequenceMaker.Special;
import dev.uvaha.hub.HuggingFace;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.block.LowRankAdapters;
import dev.uvaha.models.classifier.CausalClassifier;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.models.llama.Llama;
import dev.uvaha.models.llama.LlamaConfig;
import dev.uvaha.nn.Layer;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;

/// A classifier before its training, and what it is to learn.
record Learner(About about, SequenceMaker sequences, FineTuningTask task) {
  /// The tokens of all sequences of a batch may be so many: longer examples come in smaller
  /// batches.
  private static final int BATCH_TOKENS = 1 << 15;

  /// Reads the language model and the examples, and draws the fresh weights by the recipe's seed.
  ///
  /// @param tokenizer with the three further tokens
  static Learner create(
      FineTuningRecipe recipe, About about, Tokenizer tokenizer, Examples examples) {
    Randomness.seed(recipe.seed());
    var folder = Path.of(recipe.model().folder());
    var sizes = HuggingFace.sizes(folder);
    var pretrained =
        switch (recipe.model().weights()) {
          case PRETRAINED -> (CausalTransformer) HuggingFace.languageModel(folder);
          case FRESH -> fresh(sizes);
        };
    var more = tokenizer.vocabularySize() - pretrained.vocabulary();
    if (more < 1 || more > Special.NAMES.size())
      throw new CorpusException(
          "%s: the model has %,d tokens and its tokenizer %,d: they are not of one model"
              .formatted(
                  folder,
                  pretrained.vocabulary(),
                  tokenizer.vocabularySize() - Special.NAMES.size()));
    var whole = pretrained.withMoreTokens(more);
    var body =
        switch (recipe.model().adapter()) {
          case Adapter.None() -> whole;
          case Adapter.LowRank(int rank, double alpha, var maps) ->
              new LowRankAdapters(rank, alpha, maps).on(whole);
        };
    var classifier =
        CausalClassifier.create(body, Math.max(1, about.labels().size()), about.kind().inputs());
    var sequences =
        new SequenceMaker(tokenizer, about.kind(), Special.of(tokenizer), body.maximumLength());
    var limits = new BatchLimits(BATCH_TOKENS, recipe.data().batch());
    var train = batches(examples.train(), about, sequences, limits, recipe.seed());
    var valid = batches(examples.valid(), about, sequences, limits, 0);
    return new Learner(
        about,
        sequences,
        new FineTuningTask(
            classifier,
            trained(classifier, recipe.model()),
            train,
            valid,
            recipe.training().auxiliary(),
            new ClassifierFormat(
                classifier, (model, out) -> save(model, sizes, tokenizer.vocabularySize(), out))));
  }

  /// All of it, or what is not frozen.
  private static Layer trained(CausalClassifier classifier, FineTuningRecipe.StartRecipe start) {
    if (start.adapter() instanceof Adapter.None) return classifier;
    return description ->
        classifier
            .parameters()
            .forEach((name, parameter) -> {
              if (parameter.value().requiresGradient()) description.parameter(name, parameter);
            });
  }

  private static CausalTransformer fresh(Record sizes) {
    return switch (sizes) {
      case GptConfig config -> Gpt.create(config);
      case LlamaConfig config -> Llama.create(config);
      default -> throw new IllegalStateException("no language model: " + sizes);
    };
  }

  private static void save(CausalTransformer model, Record sizes, int vocabulary, Path folder) {
    switch (sizes) {
      case GptConfig config ->
          HuggingFace.save(
              model,
              new GptConfig(
                  vocabulary,
                  config.layers(),
                  config.heads(),
                  config.width(),
                  config.innerWidth(),
                  config.maximumLength(),
                  config.activation(),
                  config.epsilon(),
                  config.dropout()),
              folder);
      case LlamaConfig config ->
          HuggingFace.save(
              model,
              new LlamaConfig(
                  vocabulary,
                  config.layers(),
                  config.attention(),
                  config.innerWidth(),
                  config.maximumLength(),
                  config.rotary(),
                  config.epsilon(),
                  config.biases(),
                  config.head()),
              folder);
      default -> throw new IllegalStateException("no language model: " + sizes);
    }
  }

  private static ExampleBatches<TextExample> batches(
      List<LabelledTexts> texts,
      About about,
      SequenceMaker sequences,
      BatchLimits limits,
      long seed) {
    var examples = texts.stream().map(each -> example(each, about, sequences)).toList();
    // As if all had as many: a batch's rows are as long as its longest, whoever's that is.
    var most = examples.stream().mapToInt(each -> each.sequences().size()).max().orElseThrow();
    return new ExampleBatches<>(examples, example -> example.length() * most, limits, seed);
  }

  private static TextExample example(LabelledTexts texts, About about, SequenceMaker sequences) {
    var label =
        about.kind() == Kind.MULTIPLE_CHOICE
            ? Integer.parseInt(texts.label())
            : about.labels().indexOf(texts.label());
    return new TextExample(sequences.sequences(texts.texts()), label);
  }

  /// Examples with their classes' numbers.
  List<TextExample> encoded(List<LabelledTexts> texts) {
    return texts.stream().map(each -> example(each, about, sequences)).toList();
  }

  CausalClassifier classifier() {
    return task.classifier();
  }
}
