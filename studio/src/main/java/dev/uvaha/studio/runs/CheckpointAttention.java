package dev.uvaha.studio.runs;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.attention.Trace;
import dev.uvaha.language.TextModel;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.seq2seq.RecurrentTranslator;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.safetensors.Weights;
import dev.uvaha.studio.folders.ModelFolders;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.translation.TranslationAttention;
import dev.uvaha.translation.Translator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// Where the model of a run looked in one text, at each checkpoint that was kept and with the
/// weights to use: attention as it forms.
///
/// @param queries the tokens that look
/// @param keys the tokens that are looked at
/// @param moments in the order of training, the weights to use last
record CheckpointAttention(List<String> queries, List<String> keys, List<Moment> moments) {
  private static final int MOST_TOKENS = 64;

  /// Checkpoints that are read: the attention of more tells no more, and others wait meanwhile.
  private static final int MOST_MOMENTS = 12;

  private static final int MOST_CHARACTERS = 2_000;
  private static final String TRANSFORMER = Transformer.FOLDER.architecture();
  private static final String RECURRENT = RecurrentTranslator.FOLDER.architecture();

  /// Which attention.
  enum Part {
    /// Of the source at itself; a language model has none.
    ENCODER,
    /// Of the target, or of a language model's text, at what is before.
    DECODER,
    /// Of the target at the source; a language model has none.
    CROSS
  }

  /// The attention at one time.
  ///
  /// @param step of the checkpoint; empty for the weights to use
  /// @param maps of every layer and head
  record Moment(OptionalLong step, List<AttentionMap> maps) {}

  /// What attention of a run's model this shows: none if it is no translator or language model.
  static List<Part> parts(Path run) {
    if (!Files.isRegularFile(run.resolve("model.safetensors"))
        || !Files.isRegularFile(run.resolve("tokenizer.json"))) return List.of();
    try {
      var architecture = ModelFolder.architecture(run);
      if (architecture.equals(RECURRENT)) return List.of(Part.CROSS);
      if (architecture.equals(TRANSFORMER)) return List.of(Part.values());
      return ModelFolders.writesText(architecture) ? List.of(Part.DECODER) : List.of();
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }

  /// Looks at a text.
  ///
  /// @throws IllegalArgumentException if the run's model has no such attention, or the text is
  ///   empty or too long
  static CheckpointAttention of(Path run, String text, Part part) {
    if (text.isBlank() || text.length() > MOST_CHARACTERS)
      throw new IllegalArgumentException(
          "the text must have 1 to %,d characters, got %,d"
              .formatted(MOST_CHARACTERS, text.length()));
    var checkpoints = thinned(RunCatalog.checkpoints(run));
    return Set.of(TRANSFORMER, RECURRENT).contains(ModelFolder.architecture(run))
        ? ofTranslator(run, checkpoints, text, part)
        : ofLanguageModel(run, checkpoints, text, part);
  }

  /// The first, the last, and as many between them, evenly.
  private static Map<Long, Path> thinned(Map<Long, Path> all) {
    if (all.size() <= MOST_MOMENTS) return all;
    var steps = List.copyOf(all.keySet());
    var thinned = new LinkedHashMap<Long, Path>();
    for (var i = 0; i < MOST_MOMENTS; i++) {
      var step = steps.get(i * (steps.size() - 1) / (MOST_MOMENTS - 1));
      thinned.put(step, all.get(step));
    }
    return thinned;
  }

  /// The target is what the weights to use make of the text, at all checkpoints alike.
  private static CheckpointAttention ofTranslator(
      Path run, Map<Long, Path> checkpoints, String text, Part part) {
    var last = Translator.load(run, Device.CPU);
    last.checkAttends();
    var translation = last.translate(text);
    var language = translation.language();
    var target = translation.text();
    Function<Translator, List<AttentionMap>> look =
        translator -> maps(translator.attention(text, language, target), part);
    var moments = new ArrayList<Moment>();
    checkpoints.forEach((step, file) ->
        moments.add(new Moment(OptionalLong.of(step), look.apply(Translator.at(run, file)))));
    moments.add(new Moment(OptionalLong.empty(), look.apply(last)));
    return of(moments);
  }

  private static List<AttentionMap> maps(TranslationAttention attention, Part part) {
    return switch (part) {
      case ENCODER -> attention.encoder();
      case DECODER -> attention.decoder();
      case CROSS -> attention.cross();
    };
  }

  private static CheckpointAttention ofLanguageModel(
      Path run, Map<Long, Path> checkpoints, String text, Part part) {
    if (part != Part.DECODER)
      throw new IllegalArgumentException("a language model attends to its own text alone");
    var model = TextModel.load(run);
    var ids = model.tokenizer().encodeWhole(text);
    var most = Math.min(MOST_TOKENS, model.model().maximumLength());
    if (ids.length < 1 || ids.length > most)
      throw new IllegalArgumentException(
          "the text must have 1 to %d tokens, got %d".formatted(most, ids.length));
    var last = maps(model, ids);
    var moments = new ArrayList<Moment>();
    checkpoints.forEach((step, file) -> {
      Weights.load(model.model(), file);
      moments.add(new Moment(OptionalLong.of(step), maps(model, ids)));
    });
    moments.add(new Moment(OptionalLong.empty(), last));
    return of(moments);
  }

  private static List<AttentionMap> maps(TextModel model, int[] ids) {
    var tokens = Arrays.stream(ids).mapToObj(model.tokenizer()::token).toList();
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var trace = Trace.recording();
        model
            .model()
            .forward(
                Tensors.indices(ids, 1, ids.length), new int[] {ids.length}, Mode.INFERENCE, trace);
        var maps = new ArrayList<AttentionMap>();
        for (var layer = 0; ; layer++) {
          var weights = trace.tensors().get("attentions." + layer);
          if (weights == null) return List.copyOf(maps);
          maps.addAll(AttentionMap.of(layer, weights, 0, tokens, tokens));
        }
      }
    });
  }

  private static CheckpointAttention of(List<Moment> moments) {
    var maps = moments.getLast().maps();
    if (maps.isEmpty()) throw new IllegalArgumentException("this model has no such attention");
    return new CheckpointAttention(
        maps.getFirst().queries(), maps.getFirst().keys(), List.copyOf(moments));
  }
}
