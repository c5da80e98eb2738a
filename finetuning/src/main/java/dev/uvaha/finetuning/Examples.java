package dev.uvaha.finetuning;

import dev.uvaha.data.CorpusException;
import dev.uvaha.finetuning.ClassifierFolder.About;
import java.nio.file.Path;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// The examples that a recipe names, read.
///
/// @param test empty if there is nothing to measure the result on
record Examples(
    List<LabelledTexts> train, List<LabelledTexts> valid, List<LabelledTexts> test, About about) {
  static Examples read(FineTuningRecipe recipe) {
    var data = recipe.data();
    var train = read(data.train(), data.kind());
    var valid = read(data.valid(), data.kind());
    var test = data.hasTest() ? read(data.test(), data.kind()) : List.<LabelledTexts>of();
    var about = new About(data.kind(), labels(train, data));
    if (data.kind() != Kind.MULTIPLE_CHOICE) {
      checkLabels(data.valid(), valid, about.labels());
      checkLabels(data.test(), test, about.labels());
    }
    return new Examples(train, valid, test, about);
  }

  /// What the test examples may be told to be: the labels or, of multiple choice, the places.
  List<String> tested() {
    if (about.kind() != Kind.MULTIPLE_CHOICE) return about.labels();
    var most = choices(test).getMax();
    return IntStream.range(0, most).mapToObj(String::valueOf).toList();
  }

  /// How many classes there are to learn, in words.
  String classes() {
    if (about.kind() != Kind.MULTIPLE_CHOICE) return about.labels().size() + " labels";
    var choices = choices(train);
    return choices.getMin() == choices.getMax()
        ? choices.getMax() + " choices"
        : "%d to %d choices".formatted(choices.getMin(), choices.getMax());
  }

  private static IntSummaryStatistics choices(List<LabelledTexts> examples) {
    return examples.stream().mapToInt(example -> example.texts().size() - 1).summaryStatistics();
  }

  private static List<LabelledTexts> read(String file, Kind kind) {
    return new LabelledFile(Path.of(file), kind).read();
  }

  private static List<String> labels(
      List<LabelledTexts> train, FineTuningRecipe.ExampleRecipe data) {
    if (data.kind() == Kind.MULTIPLE_CHOICE) return List.of();
    var labels = new TreeSet<String>();
    train.forEach(example -> labels.add(example.label()));
    if (labels.size() < 2)
      throw new CorpusException(
          "%s: every example has the label '%s'; there must be two or more"
              .formatted(data.train(), labels.first()));
    return List.copyOf(labels);
  }

  private static void checkLabels(String file, List<LabelledTexts> examples, List<String> labels) {
    for (var i = 0; i < examples.size(); i++)
      if (!labels.contains(examples.get(i).label()))
        throw new CorpusException(
            "%s: example %d has the label '%s', which no example to learn from has"
                .formatted(file, i + 1, examples.get(i).label()));
  }
}
