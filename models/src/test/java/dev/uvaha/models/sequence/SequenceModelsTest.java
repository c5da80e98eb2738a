package dev.uvaha.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.sequence.SequenceClassifier.Output;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.GradientCheck;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SequenceModelsTest {
  private static final int CLASSES = 5;
  private static final int INPUTS = 2;
  private static final int[] LENGTHS = {3, 0, 7, 1};
  private static final int COLUMNS = 7;

  /// A batch groups products and sums otherwise than a row alone; float32 rounds them by this much.
  private static final double ROUNDING = 2e-5;

  @BeforeEach
  void seed() {
    Randomness.seed(43);
  }

  /// A model and how it reads a batch; the answers of a row come first, those that mean something.
  ///
  /// @param answers how many places of a row of a length mean something, none for one per row
  record Model(
      SequenceConfig config, Layer layer, Reading reading, Function<Integer, Integer> answers) {
    interface Reading {
      Tensor read(Tensor sequences, int[] lengths, Mode mode);
    }

    Tensor read(Tensor sequences, int[] lengths) {
      return reading.read(sequences, lengths, Mode.INFERENCE);
    }

    /// What is said of one row.
    Tensor said(Tensor output, int row, int length) {
      var own = output.narrow(0, row, 1);
      return own.rank() == 2 ? own : own.narrow(1, 0, answers.apply(length));
    }

    @Override
    public String toString() {
      return layer.getClass().getSimpleName() + " of " + config;
    }
  }

  private static Model classifier(SequenceConfig config) {
    var model =
        SequenceClassifier.create(new SequenceClassifier.Config(config, CLASSES, Output.SOFTMAX));
    return new Model(
        config,
        model,
        (sequences, lengths, mode) -> model.forward(sequences, lengths, mode, Trace.none()),
        length -> 1);
  }

  private static Model tagger(SequenceConfig config) {
    var model = SequenceTagger.create(new SequenceTagger.Config(config, CLASSES));
    return new Model(
        config,
        model,
        (sequences, lengths, mode) -> model.forward(sequences, lengths, mode, Trace.none()),
        length -> length);
  }

  private static Model synthesis(SequenceConfig config) {
    var model = SequenceSynthesis.create(new SequenceSynthesis.Config(INPUTS, config));
    return new Model(
        config,
        model,
        (sequences, lengths, mode) ->
            model.forward(vectors(sequences.size(0)), sequences, lengths, mode, Trace.none()),
        length -> length + 1);
  }

  /// The same vector for each row, so that a row's answer does not depend on its number.
  private static Tensor vectors(long rows) {
    return Tensors.of(new float[] {0.7f, -1.3f}, 1, INPUTS).expand(rows, INPUTS);
  }

  static Stream<Model> models() {
    return Encoders.overEachKindOfElement()
        .flatMap(config -> Stream.of(classifier(config), tagger(config), synthesis(config)));
  }

  private static List<Tensor> rows(Elements elements) {
    var rows = new ArrayList<Tensor>();
    for (var length : LENGTHS) rows.add(SequenceRows.random(elements, length));
    return rows;
  }

  private static Tensor batch(Elements elements) {
    return SequenceRows.batch(elements, COLUMNS, rows(elements));
  }

  @ParameterizedTest
  @MethodSource("models")
  void paddingChangesNothing(Model model) {
    try (var _ = TensorScope.open()) {
      var elements = model.config().elements();
      var rows = rows(elements);
      var together = model.read(SequenceRows.batch(elements, COLUMNS, rows), LENGTHS);
      assertThat(together.narrow(0, 2, 1).isFinite()).isTrue();
      for (var b = 0; b < LENGTHS.length; b++) {
        var columns = Math.max(1, LENGTHS[b]); // an empty row has a place all the same
        var alone =
            model.read(SequenceRows.padded(elements, rows.get(b), columns), new int[] {LENGTHS[b]});
        var said = model.said(together, b, LENGTHS[b]);
        Fixture.assertClose("row " + b, said, model.said(alone, 0, LENGTHS[b]), ROUNDING);
        assertThat(said.isFinite()).as("row %d is finite", b).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aBatchOfNothingButPaddingHasFiniteAnswersAndGradients(Model model) {
    try (var _ = TensorScope.open()) {
      var elements = model.config().elements();
      var nothing = SequenceRows.padded(elements, SequenceRows.random(elements, 0), 3);
      var said = model.reading().read(nothing, new int[] {0}, Mode.TRAINING);
      assertThat(said.isFinite()).isTrue();
      said.tanh().sum().backward();
      model
          .layer()
          .parameters()
          .forEach((name, parameter) ->
              parameter
                  .gradient()
                  .ifPresent(
                      gradient -> assertThat(gradient.isFinite()).as("of %s", name).isTrue()));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyParameterLearnsAndPaddingTeachesNothing(Model model) {
    try (var _ = TensorScope.open()) {
      var output = model.reading().read(batch(model.config().elements()), LENGTHS, Mode.TRAINING);
      var sum = Tensors.zeros(1);
      for (var b = 0; b < LENGTHS.length; b++)
        sum = sum.add(model.said(output, b, LENGTHS[b]).tanh().sum());
      sum.sum().backward();
      model
          .layer()
          .parameters()
          .forEach((name, parameter) -> {
            var gradient = parameter.gradient().orElseThrow();
            assertThat(gradient.isFinite()).as("gradient of %s", name).isTrue();
            assertThat(gradient.abs().max().item()).as(name).isPositive();
          });
    }
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void gradientMatchesFiniteDifference(EncoderConfig encoder) {
    try (var _ = TensorScope.open()) {
      var elements = new Elements.Vectors(Encoders.FEATURES);
      var model = classifier(new SequenceConfig(elements, encoder, 4, 0));
      model.layer().convertTo(DataType.FLOAT64);
      var sequences = batch(elements).to(DataType.FLOAT64);
      var leaves = new LinkedHashMap<String, Tensor>();
      model.layer().parameters().forEach((name, each) -> leaves.put(name, each.value()));
      GradientCheck.check(leaves, () -> model.read(sequences, LENGTHS).tanh().sum());
    }
  }

  static Stream<EncoderConfig> encoders() {
    return Encoders.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void releasesNativeMemory(Model model) {
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        var sequences = batch(model.config().elements());
        model.reading().read(sequences, LENGTHS, Mode.TRAINING).sum().backward();
        model.layer().parameters().values().forEach(Parameter::clearGradient);
        model.read(sequences, LENGTHS);
      }
    });
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatDoesNotFitIsNamed(Model model) {
    try (var _ = TensorScope.open()) {
      var name = model.layer().getClass().getSimpleName();
      var good = batch(model.config().elements());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.read(good, new int[] {3, 8, 7, 1}))
          .withMessage(name + ": lengths must be B=4 of 0 to T=7, got [3, 8, 7, 1]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.read(good, new int[] {3, 0, -1, 1}))
          .withMessageStartingWith(name + ": lengths must be");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.read(good, new int[] {3}))
          .withMessageStartingWith(name + ": lengths must be B=4");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.read(good.narrow(1, 0, 0), new int[4]))
          .withMessageStartingWith(name + ": a batch must have 1 position or more");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.read(Tensors.zeros(4, 7, 11), LENGTHS))
          .withMessageStartingWith(name + ": sequences must be [B, T")
          .withMessageEndingWith("got [4, 7, 11]");
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void theConfigurationCountsTheParameters(SequenceConfig config) {
    var classifier = new SequenceClassifier.Config(config, CLASSES, Output.SIGMOID);
    assertThat(classifier.parameterCount())
        .isEqualTo(SequenceClassifier.create(classifier).parameterCount());
    var tagger = new SequenceTagger.Config(config, CLASSES);
    assertThat(tagger.parameterCount()).isEqualTo(SequenceTagger.create(tagger).parameterCount());
    var synthesis = new SequenceSynthesis.Config(INPUTS, config);
    assertThat(synthesis.parameterCount())
        .isEqualTo(SequenceSynthesis.create(synthesis).parameterCount());
  }

  static Stream<SequenceConfig> configurations() {
    return Encoders.overEachKindOfElement();
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void comesBackFromDiskAsItWas(SequenceConfig config, @TempDir Path folder) {
    var model =
        SequenceClassifier.create(new SequenceClassifier.Config(config, CLASSES, Output.SIGMOID));
    SequenceClassifier.FOLDER.save(model, model.config(), folder);
    var back = SequenceClassifier.FOLDER.load(folder);
    assertThat(back.config()).isEqualTo(model.config());
    var others = back.parameters().values().iterator();
    for (var parameter : model.parameters().values())
      assertThat(others.next().value().contentEquals(parameter.value())).isTrue();
  }

  @Test
  void theOtherModelsComeBackToo(@TempDir Path folder) {
    var config = Encoders.overEachKindOfElement().toList().getLast();
    var tagger = SequenceTagger.create(new SequenceTagger.Config(config, CLASSES));
    SequenceTagger.FOLDER.save(tagger, tagger.config(), folder.resolve("tagger"));
    assertThat(SequenceTagger.FOLDER.load(folder.resolve("tagger")).config())
        .isEqualTo(tagger.config());
    var synthesis = SequenceSynthesis.create(new SequenceSynthesis.Config(INPUTS, config));
    SequenceSynthesis.FOLDER.save(synthesis, synthesis.config(), folder.resolve("synthesis"));
    assertThat(SequenceSynthesis.FOLDER.load(folder.resolve("synthesis")).config())
        .isEqualTo(synthesis.config());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SequenceTagger.FOLDER.load(folder.resolve("synthesis")))
        .withMessageContaining("this is a 'uvaha-sequence-synthesis'");
  }

  @ParameterizedTest
  @EnumSource
  void probabilitiesAreWhatTheOutputSays(Output output) {
    try (var _ = TensorScope.open()) {
      var config = configurations().findFirst().orElseThrow();
      var model = SequenceClassifier.create(new SequenceClassifier.Config(config, CLASSES, output));
      var logits = model.forward(batch(config.elements()), LENGTHS, Mode.INFERENCE, Trace.none());
      var sums = model.probabilities(logits).sum(-1);
      var ones = Tensors.zeros(4).fillInPlace(1);
      switch (output) {
        case SOFTMAX -> Fixture.assertClose("sums", sums, ones, ROUNDING);
        case SIGMOID ->
            Fixture.assertClose(
                "of class 2",
                model.probabilities(logits).select(1, 2),
                model.probabilities(logits.select(1, 2)),
                ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void dropoutIsForTrainingAlone(SequenceConfig config) {
    try (var _ = TensorScope.open()) {
      var model = classifier(config);
      var sequences = batch(config.elements());
      assertThat(model.read(sequences, LENGTHS).contentEquals(model.read(sequences, LENGTHS)))
          .isTrue();
      var one = model.reading().read(sequences, LENGTHS, Mode.TRAINING);
      assertThat(one.contentEquals(model.reading().read(sequences, LENGTHS, Mode.TRAINING)))
          .isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void plainJavaComputesTheSameUnlessItConvolves(SequenceConfig config) {
    try (var _ = TensorScope.open()) {
      var model = tagger(config);
      var clean = SequenceRows.random(config.elements(), COLUMNS);
      var expected = model.read(clean, new int[] {5});
      model.layer().moveTo(Device.JVM);
      var there = clean.to(Device.JVM);
      if (config.encoder() instanceof EncoderConfig.Convolutional) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> model.read(there, new int[] {5}))
            .withMessage("conv1d: not on the device jvm; move the tensors to cpu first");
      } else {
        Fixture.assertClose(
            "tags", model.read(there, new int[] {5}).to(Device.CPU), expected, ROUNDING);
      }
    }
  }

  @Test
  void aWidthThatDoesNotFitIsRefused() {
    var attention = new EncoderConfig.SelfAttention(3, 7, 1);
    var tokens = new Elements.Tokens(11);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SequenceConfig(tokens, attention, 10, 0))
        .withMessageContaining("width");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SequenceConfig(tokens, attention, 9, 0))
        .withMessage("width must be even and 2 or more, got 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SequenceConfig(tokens, attention, 12, 1))
        .withMessage("dropout must be in [0, 1), got 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EncoderConfig.Convolutional(4, 1))
        .withMessage("kernel must be odd, got 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EncoderConfig.Convolutional(3, 0))
        .withMessage("layers must be 1 or more, got 0");
    assertThat(
            new SequenceClassifier.Config(
                    new SequenceConfig(tokens, attention, 2_147_483_646, 0),
                    2_147_483_647,
                    Output.SOFTMAX)
                .parameterCount())
        .isEqualTo(Long.MAX_VALUE);
  }
}
