package dev.uvaha.language;

import dev.uvaha.attention.Trace;
import dev.uvaha.hub.HuggingFace;
import dev.uvaha.language.SentenceEncoding.Pooling;
import dev.uvaha.models.bert.Bert;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Makes a vector of each text, so that texts of like meaning have vectors of like direction: the
/// mean of what BERT says of its tokens, or what it says of the first one, at length 1 (Reimers and
/// Gurevych 2019). Safe to share between threads.
public final class TextEmbedder {
  private static final int BATCH = 16;

  private final String name;
  private final Bert model;
  private final Tokenizer tokenizer;
  private final Pooling pooling;
  private final int longest;

  private TextEmbedder(String name, Bert model, Tokenizer tokenizer, Pooling pooling, int longest) {
    this.name = name;
    this.pooling = pooling;
    this.longest = longest;
    this.model = model;
    this.tokenizer = tokenizer;
  }

  /// Opens a BERT of Hugging Face's kind.
  ///
  /// @throws IllegalArgumentException if the folder holds none; one line says what is wrong and
  ///   what to do
  public static TextEmbedder load(Path folder) {
    var model = HuggingFace.bert(folder);
    var tokenizer = TextModel.tokenizer(folder, model.config().vocabulary());
    var encoding = SentenceEncoding.of(folder);
    var longest = Math.min(model.config().maximumLength(), encoding.longest());
    return new TextEmbedder(TextModel.name(folder), model, tokenizer, encoding.pooling(), longest);
  }

  /// Of its folder.
  public String name() {
    return name;
  }

  /// How many numbers a vector has, D.
  public int width() {
    return model.config().block().width();
  }

  /// What the model reads of a text.
  ///
  /// @throws IllegalArgumentException if it is empty or longer than the model reads
  public int[] ids(String text) {
    if (tokenizer.encode(text).length == 0)
      throw new IllegalArgumentException("there is no text to embed");
    var ids = tokenizer.encodeWhole(text);
    check(ids);
    return ids;
  }

  /// Checks tokens of whatever origin.
  ///
  /// @throws IllegalArgumentException if they are none, more than the model reads, or not in its
  ///   vocabulary
  public void check(int[] ids) {
    if (ids.length == 0) throw new IllegalArgumentException("there is no text to embed");
    if (ids.length > longest)
      throw new IllegalArgumentException(
          "the text has %,d tokens, and the model reads %,d: split it"
              .formatted(ids.length, longest));
    var vocabulary = model.config().vocabulary();
    for (var id : ids)
      if (id < 0 || id >= vocabulary)
        throw new IllegalArgumentException(
            "%d is no token id: this model's are 0 to %d".formatted(id, vocabulary - 1));
  }

  /// A vector of length 1, `[D]`.
  ///
  /// @throws IllegalArgumentException if the text is empty or longer than the model reads
  public float[] embed(String text) {
    return embedAll(List.of(text)).getFirst();
  }

  /// Of many texts, in their order; those of like length go together.
  ///
  /// @throws IllegalArgumentException as [#embed], before anything is computed
  public List<float[]> embedAll(List<String> texts) {
    return embedIds(texts.stream().map(this::ids).toList());
  }

  /// Of texts that are tokens already, special ones and all; in their order.
  ///
  /// @throws IllegalArgumentException as [#check], before anything is computed
  public List<float[]> embedIds(List<int[]> ids) {
    ids.forEach(this::check);
    var order =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> ids.get(i).length))
            .toList();
    var vectors = new ArrayList<>(ids.stream().map(_ -> new float[0]).toList());
    for (var from = 0; from < order.size(); from += BATCH) {
      var rows = order.subList(from, Math.min(order.size(), from + BATCH));
      var found = vectors(rows.stream().map(ids::get).toList());
      for (var i = 0; i < rows.size(); i++) vectors.set(rows.get(i), found.get(i));
    }
    return vectors;
  }

  private List<float[]> vectors(List<int[]> rows) {
    var lengths = rows.stream().mapToInt(row -> row.length).toArray();
    var longest = Arrays.stream(lengths).max().orElseThrow();
    var padded =
        rows.stream().flatMapToInt(row -> Arrays.stream(Arrays.copyOf(row, longest))).toArray();
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var ids = Tensors.indices(model.device(), padded, rows.size(), longest);
        var segments =
            Tensors.indices(model.device(), new int[padded.length], rows.size(), longest);
        var states = model.encode(ids, segments, lengths, Mode.INFERENCE, Trace.none());
        var pooled =
            switch (pooling) {
              case MEAN -> Bert.meanPooled(states, lengths);
              case FIRST -> states.select(1, 0);
            };
        return IntStream.range(0, rows.size()).mapToObj(i -> unit(pooled.select(0, i))).toList();
      }
    });
  }

  private static float[] unit(Tensor vector) {
    var values = vector.toFloats();
    var squares = 0.0;
    for (var value : values) squares += (double) value * value;
    var length = Math.max(Math.sqrt(squares), 1e-12);
    for (var i = 0; i < values.length; i++) values[i] = (float) (values[i] / length);
    return values;
  }
}
