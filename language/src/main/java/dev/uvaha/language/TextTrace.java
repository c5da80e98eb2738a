package dev.uvaha.language;

import dev.uvaha.attention.Trace;
import dev.uvaha.hub.HuggingFace;
import dev.uvaha.models.LanguageModel;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.bert.Bert;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.safetensors.Safetensors;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What one forward pass of a language model or a BERT computes, in float32, as a safetensors file
/// with the names of Hugging Face's outputs.
///
/// | name | shape |
/// |---|---|
/// | `input.input_ids`, `input.attention_mask` | `[1, T]` |
/// | `input.token_type_ids`, of a BERT | `[1, T]` |
/// | `logits`, if it has a head | `[1, T, V]` |
/// | `hidden_states.i` | `[1, T, D]` |
/// | `attentions.i` | `[1, N, T, T]` |
public final class TextTrace {
  private final Path folder;
  private final Reader reader;

  private TextTrace(Path folder, Reader reader) {
    this.folder = folder;
    this.reader = reader;
  }

  /// What reads the ids.
  private sealed interface Reader {
    record Language(LanguageModel model) implements Reader {}

    record Encoder(Bert model) implements Reader {}
  }

  /// Opens a model of Hugging Face's kind.
  ///
  /// @throws IllegalArgumentException if the folder holds none
  public static TextTrace load(Path folder) {
    var encodes = ModelFolder.architecture(folder).toLowerCase(Locale.ROOT).startsWith("bert");
    return new TextTrace(
        folder,
        encodes
            ? new Reader.Encoder(HuggingFace.bert(folder))
            : new Reader.Language(HuggingFace.languageModel(folder)));
  }

  /// What the model reads of a text.
  ///
  /// @throws IllegalArgumentException if the folder has no tokenizer
  public int[] ids(String text) {
    return TextModel.tokenizer(folder).encodeWhole(text);
  }

  /// Runs the model and writes the file, aside first and then renamed.
  ///
  /// @param ids of tokens
  /// @param typeIds which segment each is of, as many; none for 0 each, and for language models
  /// @throws IllegalArgumentException if the ids are none, too many or not in the vocabulary
  /// @throws java.io.UncheckedIOException if the file can't be written
  public void write(int[] ids, int[] typeIds, Path safetensors) {
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("input.input_ids", row(ids));
        var mask = new int[ids.length];
        Arrays.fill(mask, 1);
        tensors.put("input.attention_mask", row(mask));
        switch (reader) {
          case Reader.Language(var model) -> trace(model, ids, typeIds, tensors);
          case Reader.Encoder(var model) -> trace(model, ids, typeIds, tensors);
        }
        Safetensors.write(safetensors, tensors, Map.of());
      }
    });
  }

  private static void trace(
      LanguageModel model, int[] ids, int[] typeIds, Map<String, Tensor> tensors) {
    if (typeIds.length > 0)
      throw new IllegalArgumentException("a language model has no segments: leave type ids out");
    check(ids, model.maximumLength(), model.vocabulary());
    var trace = Trace.recording();
    var logits = model.forward(row(ids), new int[] {ids.length}, Mode.INFERENCE, trace);
    tensors.put("logits", logits);
    tensors.putAll(trace.tensors());
  }

  private static void trace(Bert model, int[] ids, int[] typeIds, Map<String, Tensor> tensors) {
    var config = model.config();
    check(ids, config.maximumLength(), config.vocabulary());
    var segments = typeIds.length == 0 ? new int[ids.length] : typeIds;
    if (segments.length != ids.length)
      throw new IllegalArgumentException(
          "there are %d ids and %d type ids: give one each".formatted(ids.length, segments.length));
    for (var segment : segments)
      if (segment < 0 || segment >= config.segments())
        throw new IllegalArgumentException(
            "%d is no type id: this model's are 0 to %d".formatted(segment, config.segments() - 1));
    tensors.put("input.token_type_ids", row(segments));
    var trace = Trace.recording();
    var lengths = new int[] {ids.length};
    var states = model.encode(row(ids), row(segments), lengths, Mode.INFERENCE, trace);
    if (model.head().isPresent()) tensors.put("logits", model.logits(states));
    tensors.putAll(trace.tensors());
  }

  private static void check(int[] ids, int longest, int vocabulary) {
    if (ids.length < 1 || ids.length > longest)
      throw new IllegalArgumentException(
          "there are %d tokens and the model takes 1 to %d".formatted(ids.length, longest));
    for (var id : ids)
      if (id < 0 || id >= vocabulary)
        throw new IllegalArgumentException(
            "%d is no token id: this model's are 0 to %d".formatted(id, vocabulary - 1));
  }

  private static Tensor row(int[] ids) {
    return Tensors.indices(ids, 1, ids.length);
  }
}
