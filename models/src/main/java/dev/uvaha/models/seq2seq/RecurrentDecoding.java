package dev.uvaha.models.seq2seq;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.SequenceToSequence.Decoding;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.recurrent.RecurrentState;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A [RecurrentTranslator] that writes one target token after another.
final class RecurrentDecoding implements Decoding {
  private final RecurrentTranslator model;
  private Source source;
  private RecurrentState state;

  /// Which of the sources given each row reads: as long as none changes, they need not be gathered
  /// again, and the hypotheses of a beam take turns within one source.
  private int[] read;

  RecurrentDecoding(RecurrentTranslator model, Tensor source, int[] sourceLengths) {
    this.model = model;
    read = IntStream.range(0, (int) source.size(0)).toArray();
    var begun =
        Autograd.noGradient(() -> {
          try (var _ = TensorScope.open()) {
            var found = model.read(source, sourceLengths, Mode.INFERENCE, Trace.none());
            found.source().outliveScopes();
            States.outliveScopes(found.start());
            return found;
          }
        });
    this.source = begun.source();
    state = begun.start();
  }

  @Override
  public Tensor step(Tensor tokens) {
    return Autograd.noGradient(() -> {
      try (var scope = TensorScope.open()) {
        var step = model.write(tokens, source, state);
        become(step.state());
        return scope.keep(step.logits());
      }
    });
  }

  @Override
  public void select(int... rows) {
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        become(States.select(state, rows));
        var reading = IntStream.of(rows).map(row -> read[row]).toArray();
        if (Arrays.equals(reading, read)) return;
        read = reading;
        var former = source;
        source = former.select(rows).outliveScopes();
        former.close();
      }
    });
  }

  private void become(RecurrentState next) {
    var former = state;
    state = States.outliveScopes(next);
    States.close(former);
  }

  @Override
  public void close() {
    States.close(state);
    source.close();
  }
}
