package dev.uvaha.models.seq2seq;

import dev.uvaha.attention.Attended;
import dev.uvaha.attention.AttentionMemory;
import dev.uvaha.attention.AttentionScore;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.nn.Check;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Embedding;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.recurrent.Recurrent;
import dev.uvaha.nn.recurrent.RecurrentCell;
import dev.uvaha.nn.recurrent.RecurrentState;
import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A recurrent encoder–decoder. The encoder reads the source into annotations h_j; the decoder's
/// state is `s_i = f(s_{i-1}, y_{i-1}, c_i)`, and the next word comes from `g(y_{i-1}, s_i, c_i)`.
/// Its context c_i is one vector for the whole sentence, or what it searched for among the
/// annotations ("Neural Machine Translation by Jointly Learning to Align and Translate", section
/// 3): see [Source].
///
/// As in [dev.uvaha.models.transformer.Transformer], one embedding serves the source, the target
/// and the output.
public final class RecurrentTranslator implements SequenceToSequence {
  /// Such models on disk.
  public static final ModelFolder<RecurrentConfig, RecurrentTranslator> FOLDER =
      new ModelFolder<>(
          "uvaha-recurrent",
          RecurrentConfig.class,
          RecurrentTranslator::create,
          RecurrentConfig::parameterCount);

  private final RecurrentConfig config;
  private final Embedding embedding;
  private final Dropout dropout;
  private final Recurrent encoder;
  private final Linear initial;
  private final Optional<AttentionScore> score;
  private final RecurrentCell decoder;
  private final Readout readout;

  private RecurrentTranslator(RecurrentConfig config) {
    var sizes = config.sizes();
    var context = config.contextWidth();
    this.config = config;
    embedding = Embedding.withPadding(config.vocabulary(), sizes.embedding(), config.padding());
    dropout = new Dropout(config.dropout());
    encoder = config.encoder();
    initial = Linear.create(sizes.encoder(), sizes.decoder());
    score = config.score();
    decoder = config.choices().cell().create(sizes.embedding() + context, sizes.decoder());
    readout =
        Readout.create(sizes.decoder(), sizes.embedding(), context, config.choices().readout());
  }

  /// A model with fresh parameters, by the engine's random numbers as they stand.
  public static RecurrentTranslator create(RecurrentConfig config) {
    return new RecurrentTranslator(config);
  }

  public RecurrentConfig config() {
    return config;
  }

  @Override
  public boolean attends() {
    return score.isPresent();
  }

  @Override
  public int vocabulary() {
    return config.vocabulary();
  }

  @Override
  public int maximumLength() {
    return config.maximumLength();
  }

  @Override
  public Tensor forward(Tensor source, int[] sourceLengths, Tensor target, Mode mode, Trace trace) {
    var batch = source.size(0);
    Check.shape("RecurrentTranslator", "target", target, "[B=" + batch + ", T]", batch, -1);
    if (target.size(1) == 0)
      throw new IllegalArgumentException("RecurrentTranslator: target must have a token, has none");
    var read = read(source, sourceLengths, mode, trace);
    var words = embed(target, mode); // [B, T, E]
    var writing = new Writing(read.source());
    var state = read.start();
    var states = new ArrayList<Tensor>();
    var contexts = new ArrayList<Tensor>();
    var alignments = new ArrayList<Tensor>();
    for (var word : positions(writing.mapped(words))) {
      var step = writing.advance(word, state);
      state = step.state();
      states.add(state.hidden());
      contexts.add(step.seen().output());
      alignments.add(step.seen().weights());
    }
    var hidden = Tensors.stack(1, states); // [B, T, H]
    if (trace.isRecording()) {
      trace.record("decoder_hidden_states", hidden);
      if (score.isPresent())
        trace.record("cross_attentions", Tensors.concatenate(1, alignments).unsqueeze(1));
    }
    return logits(hidden, words, Tensors.stack(1, contexts), mode);
  }

  /// A source that was read, and s₀, the decoder's state before its first word.
  record Read(Source source, RecurrentState start) {}

  /// The encoder.
  ///
  /// @param source ids `[B, S]`
  Read read(Tensor source, int[] lengths, Mode mode, Trace trace) {
    Check.shape("RecurrentTranslator", "source", source, "[B, S]", -1, -1);
    var states = encoder.forward(embed(source, mode), lengths);
    trace.record("encoder_hidden_states", states.outputs());
    if (score.isEmpty())
      return new Read(new Source.OneVector(states.last().hidden()), begun(states.last()));
    var annotations = AttentionMemory.of(score.get(), states.outputs(), states.outputs(), lengths);
    return new Read(new Source.Search(annotations), begun(states.first().orElseThrow()));
  }

  /// `s₀ = tanh(W h)`, of the state in which the encoder ended: at the source's first word where it
  /// read both ways (appendix A.2.2). An LSTM's memory begins empty.
  private RecurrentState begun(RecurrentState ended) {
    var hidden = initial.forward(ended.hidden()).tanh();
    return ended.memory().isEmpty()
        ? RecurrentState.of(hidden)
        : new RecurrentState(hidden, decoder.start(hidden.size(0)).memory());
  }

  /// One word more, in decoding.
  ///
  /// @param tokens `[B]`
  Written write(Tensor tokens, Source source, RecurrentState before) {
    var word = embed(tokens, Mode.INFERENCE);
    var writing = new Writing(source);
    var step = writing.advance(writing.mapped(word), before);
    var hidden = step.state().hidden();
    return new Written(step.state(), logits(hidden, word, step.seen().output(), Mode.INFERENCE));
  }

  /// @param logits `[B, V]`
  record Written(RecurrentState state, Tensor logits) {}

  @Override
  public Decoding decoding(Tensor source, int[] sourceLengths) {
    return new RecurrentDecoding(this, source, sourceLengths);
  }

  /// The decoder before one source, within a scope. Its map of the input is in two: that of the
  /// words is made for a whole sentence at once, that of the context follows step by step.
  private final class Writing {
    private final Function<Tensor, Attended> contexts;
    private final RecurrentCell.Steps steps = decoder.steps();
    private final Tensor wordWeight;
    private final Tensor contextWeight;

    Writing(Source source) {
      var weight = decoder.input().weight().value();
      var width = config.sizes().embedding();
      contexts = source.contexts();
      wordWeight = weight.narrow(1, 0, width);
      contextWeight = Autocast.input(weight.narrow(1, width, config.contextWidth()));
    }

    /// Words `[…, E]` to their part of the cell's input, `[…, G·H]`.
    Tensor mapped(Tensor words) {
      return Kernels.linear(words, wordWeight, decoder.input().bias().orElseThrow().value());
    }

    /// `s_i = f(s_{i-1}, y_{i-1}, c_i)`.
    ///
    /// @param word what [#mapped] made of y_{i-1}, `[B, G·H]`
    Step advance(Tensor word, RecurrentState before) {
      var seen = contexts.apply(before.hidden());
      var mapped = word.add(Kernels.linear(seen.output(), contextWeight));
      return new Step(steps.advance(mapped, before), seen);
    }
  }

  private record Step(RecurrentState state, Attended seen) {}

  /// The positions of `[B, T, …]`, each `[B, …]`.
  private static List<Tensor> positions(Tensor sequence) {
    return Tensors.split(sequence, 1, 1).stream().map(step -> step.squeeze(1)).toList();
  }

  /// Embeddings times √E, since the output shares them: `[…] → […, E]`.
  private Tensor embed(Tensor ids, Mode mode) {
    var scaled = embedding.forward(ids).multiply(Math.sqrt(config.sizes().embedding()));
    return dropout.forward(scaled, mode);
  }

  private Tensor logits(Tensor state, Tensor word, Tensor context, Mode mode) {
    var chosen = dropout.forward(readout.forward(state, word, context), mode);
    return Kernels.linear(chosen, embedding.weight().value());
  }

  @Override
  public void describe(Description description) {
    description.layer("embedding", embedding).layer("encoder", encoder).layer("initial", initial);
    score.ifPresent(present -> description.layer("score", present));
    description.layer("decoder", decoder).layer("readout", readout);
  }
}
