package dev.uvaha.finetuning;

import dev.uvaha.models.classifier.CausalClassifier;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.training.classification.Classification;
import java.nio.file.Path;
import java.util.List;

/// Tells the classes of texts. Safe to share between threads.
public final class TextClassifier {
  private final CausalClassifier classifier;
  private final SequenceMaker sequences;
  private final ClassifierFolder.About about;

  private TextClassifier(
      CausalClassifier classifier, SequenceMaker sequences, ClassifierFolder.About about) {
    this.classifier = classifier;
    this.sequences = sequences;
    this.about = about;
  }

  /// Reads a classifier that [FineTuning] made.
  ///
  /// @throws IllegalArgumentException if the folder holds none
  public static TextClassifier load(Path path) {
    var folder = new ClassifierFolder(path);
    var about = folder.about();
    var tokenizer = folder.tokenizer();
    var classifier = folder.classifier(about);
    return new TextClassifier(
        classifier,
        new SequenceMaker(
            tokenizer,
            about.kind(),
            SequenceMaker.Special.of(tokenizer),
            classifier.body().maximumLength()),
        about);
  }

  /// What is asked of texts.
  public Kind kind() {
    return about.kind();
  }

  /// The classes; none of multiple choice, whose choices are the classes.
  public List<String> labels() {
    return about.labels();
  }

  /// Tells the class of one example.
  ///
  /// @param texts as many as [#kind] has
  /// @throws IllegalArgumentException if they are more or fewer
  public Classification classify(List<String> texts) {
    if (!kind().fits(texts.size()))
      throw new IllegalArgumentException(
          "the classifier reads %s, got %d texts"
              .formatted(String.join(" and ", kind().fields()), texts.size()));
    var example = new TextExample(sequences.sequences(texts), 0);
    var probabilities =
        Autograd.noGradient(() -> {
          try (var _ = TensorScope.open()) {
            var told = ExampleRows.of(List.of(example)).read(classifier, Mode.INFERENCE);
            return told.classes().softmax(-1).toFloats();
          }
        });
    return Classification.of(names(texts), probabilities);
  }

  private List<String> names(List<String> texts) {
    return kind() == Kind.MULTIPLE_CHOICE ? texts.subList(1, texts.size()) : about.labels();
  }
}
