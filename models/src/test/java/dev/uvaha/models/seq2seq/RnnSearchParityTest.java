package dev.uvaha.models.seq2seq;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.seq2seq.RecurrentConfig.Choices;
import dev.uvaha.models.seq2seq.RecurrentConfig.Sizes;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.TensorScope;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RnnSearchParityTest {
  private static final int PADDING = 0;
  private static final int[] LENGTHS = {7, 4};

  @Test
  void alignmentsLogitsLossAndEveryGradientMatchPyTorch() {
    try (var _ = TensorScope.open()) {
      var fixture = Fixture.named("rnnsearch");
      var sizes = new Sizes(6, 6, 12, 6);
      var model =
          RecurrentTranslator.create(
              new RecurrentConfig(23, sizes, Choices.rnnSearch(), 0, 64, PADDING));
      fixture.load(model, UnaryOperator.identity());
      var trace = Trace.recording();
      var logits =
          model.forward(
              fixture.input("source"),
              LENGTHS,
              fixture.input("decoder_input"),
              Mode.TRAINING,
              trace);
      fixture.assertMatches("output.logits", logits);
      fixture.assertMatches(
          "output.alignments",
          Optional.ofNullable(trace.tensors().get("cross_attentions.0")).orElseThrow().squeeze(1));
      var loss = Loss.crossEntropy(logits, fixture.input("decoder_target"), 0, PADDING);
      fixture.assertMatches("output.loss", loss);
      loss.backward();
      model
          .parameters()
          .forEach((name, parameter) ->
              fixture.assertMatches(
                  "gradient.parameter." + name, parameter.gradient().orElseThrow()));
    }
  }
}
