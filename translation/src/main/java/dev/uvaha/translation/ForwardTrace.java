package dev.uvaha.translation;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Everything that one forward pass of an encoder and a decoder computes.
final class ForwardTrace {
  private ForwardTrace() {}

  /// @param use gets the tensors while they live, by the names of Hugging Face
  /// @throws IllegalArgumentException if the ids are none, too many or not in the vocabulary
  static <R> R of(
      SequenceToSequence model,
      int[] source,
      int[] decoderInput,
      Function<Map<String, Tensor>, R> use) {
    check(model, "source", source);
    check(model, "target", decoderInput);
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var trace = Trace.recording();
        var ids = Tensors.indices(model.device(), source, 1, source.length);
        var targetIds = Tensors.indices(model.device(), decoderInput, 1, decoderInput.length);
        var lengths = new int[] {source.length};
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("logits", model.forward(ids, lengths, targetIds, Mode.INFERENCE, trace));
        tensors.putAll(trace.tensors());
        return use.apply(tensors);
      }
    });
  }

  private static void check(SequenceToSequence model, String side, int[] ids) {
    if (ids.length < 1 || ids.length > model.maximumLength())
      throw new IllegalArgumentException(
          "the %s has %d tokens and the model takes 1 to %d"
              .formatted(side, ids.length, model.maximumLength()));
    for (var id : ids)
      if (id < 0 || id >= model.vocabulary())
        throw new IllegalArgumentException(
            "%d is no token id: this model's are 0 to %d".formatted(id, model.vocabulary() - 1));
  }
}
