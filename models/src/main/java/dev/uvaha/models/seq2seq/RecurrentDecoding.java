package dev.uvaha.models.seq2seq;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.SequenceToSequence.Decoding;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.recurrent.RecurrentState;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;

/// A [RecurrentTranslator] that writes one target token after another.
final class RecurrentDecoding implements Decoding {
  private final RecurrentTranslator model;
  private Source source;
  private RecurrentState state;

  RecurrentDecoding(RecurrentTranslator model, Tensor source, int[] sourceLengths) {
    this.model = model;
    var read =
        Autograd.noGradient(() -> {
          try (var _ = TensorScope.open()) {
            var found = model.read(source, sourceLengths, Mode.INFERENCE, Trace.none());
            found.source().outliveScopes();
            States.outliveScopes(found.start());
            return found;
          }
        });
    this.source = read.source();
    state = read.start();
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
