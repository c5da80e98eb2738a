package dev.uvaha.translation;

import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.nn.safetensors.Safetensors;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// What one forward pass computes, on disk for study elsewhere: a safetensors file with the names
/// of Hugging Face's outputs.
///
/// | name | shape |
/// |---|---|
/// | `input.input_ids`, `input.attention_mask` | `[1, S]` |
/// | `input.decoder_input_ids` | `[1, T]` |
/// | `logits` | `[1, T, V]` |
/// | `encoder_hidden_states.i`, `decoder_hidden_states.i` | `[1, S, D]`, `[1, T, D]` |
/// | `encoder_attentions.i`, `decoder_attentions.i` | `[1, N, S, S]`, `[1, N, T, T]` |
/// | `cross_attentions.i` | `[1, N, T, S]` |
public final class TraceFile {
  private TraceFile() {}

  /// Runs the model and writes the file, aside first and then renamed.
  ///
  /// @param source what the encoder reads, as [Translator#source] makes it
  /// @param decoderInput what the decoder reads, as [Translator#decoderInput] makes it
  /// @throws IllegalArgumentException if the ids are none, too many or not in the vocabulary
  /// @throws java.io.UncheckedIOException if the file can't be written
  public static void write(
      Translator translator, int[] source, int[] decoderInput, Path safetensors) {
    translator.trace(source, decoderInput, writing(source, decoderInput, safetensors));
  }

  /// The same of a model alone, which has no tokenizer.
  public static void write(
      SequenceToSequence model, int[] source, int[] decoderInput, Path safetensors) {
    ForwardTrace.of(model, source, decoderInput, writing(source, decoderInput, safetensors));
  }

  private static Function<Map<String, Tensor>, Path> writing(
      int[] source, int[] decoderInput, Path safetensors) {
    return computed -> {
      var tensors = new LinkedHashMap<String, Tensor>();
      tensors.put("input.input_ids", row(source));
      var mask = new int[source.length];
      Arrays.fill(mask, 1);
      tensors.put("input.attention_mask", row(mask));
      tensors.put("input.decoder_input_ids", row(decoderInput));
      tensors.putAll(computed);
      Safetensors.write(safetensors, tensors, Map.of());
      return safetensors;
    };
  }

  private static Tensor row(int[] ids) {
    return Tensors.indices(ids, 1, ids.length);
  }
}
