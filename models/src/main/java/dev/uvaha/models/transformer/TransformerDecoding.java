package dev.uvaha.models.transformer;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.KeyValue;
import dev.uvaha.attention.KeyValueCache;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.SequenceToSequence.Decoding;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A [Transformer] that writes one target token after another: the encoder runs once, and each step
/// projects only the newest position, since the keys and values of the earlier ones are kept.
final class TransformerDecoding implements Decoding {
  private final Transformer model;
  private final KeyValueCache cache;
  private List<KeyValue> memory;
  private int[] sourceLengths;

  TransformerDecoding(Transformer model, Tensor source, int[] sourceLengths) {
    this.model = model;
    cache = KeyValueCache.empty(model.config().layers().decoder());
    this.sourceLengths = sourceLengths.clone();
    memory =
        Autograd.noGradient(() -> {
          try (var _ = TensorScope.open()) {
            var mask = AttentionMask.padding(sourceLengths);
            return kept(model.project(model.encode(source, mask, Mode.INFERENCE, Trace.none())));
          }
        });
  }

  @Override
  public Tensor step(Tensor tokens) {
    return Autograd.noGradient(() -> {
      try (var scope = TensorScope.open()) {
        var mask = AttentionMask.padding(sourceLengths);
        var state = model.decode(tokens.unsqueeze(1), memory, mask, cache);
        return scope.keep(model.logits(state.squeeze(1)));
      }
    });
  }

  @Override
  public void select(int... rows) {
    Autograd.noGradient(() -> {
      cache.reorder(rows);
      var former = memory;
      try (var _ = TensorScope.open()) {
        memory = kept(former.stream().map(layer -> layer.select(rows)).toList());
      }
      free(former);
    });
    var former = sourceLengths;
    sourceLengths = Arrays.stream(rows).map(row -> former[row]).toArray();
  }

  @Override
  public void close() {
    cache.close();
    free(memory);
    memory = new ArrayList<>();
  }

  private static List<KeyValue> kept(List<KeyValue> layers) {
    for (var layer : layers) {
      layer.key().outliveScopes();
      layer.value().outliveScopes();
    }
    return layers;
  }

  private static void free(List<KeyValue> layers) {
    for (var layer : layers) {
      layer.key().close();
      layer.value().close();
    }
  }
}
