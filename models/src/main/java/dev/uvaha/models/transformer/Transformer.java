package dev.uvaha.models.transformer;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.KeyValue;
import dev.uvaha.attention.KeyValueCache;
import dev.uvaha.attention.Past;
import dev.uvaha.attention.Positions;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.models.block.DecoderLayer;
import dev.uvaha.models.block.TransformerBlock;
import dev.uvaha.nn.Check;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Embedding;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The encoder–decoder made of attention alone ("Attention Is All You Need", figure 1). One
/// embedding serves the source, the target and, transposed, the output (section 3.4).
public final class Transformer implements SequenceToSequence {
  /// Transformers on disk.
  public static final ModelFolder<TransformerConfig, Transformer> FOLDER =
      new ModelFolder<>(
          "uvaha-transformer",
          TransformerConfig.class,
          Transformer::create,
          TransformerConfig::parameterCount,
          Map.of("embedding", TransformerConfig.EmbeddingConfig.PUBLISHED));

  private final TransformerConfig config;
  private final Embedding embedding;
  private final Positions.Added positions;
  private final Dropout dropout;
  private final List<TransformerBlock> encoder;
  private final List<DecoderLayer> decoder;
  private final Optional<LayerNorm> encoderNorm;
  private final Optional<LayerNorm> decoderNorm;
  private final Optional<Parameter> logitBias;

  private Transformer(TransformerConfig config) {
    var block = config.block();
    this.config = config;
    embedding = Embedding.withPadding(config.vocabulary(), block.width(), config.padding());
    positions =
        switch (config.positions()) {
          case SINUSOIDAL -> Positions.Sinusoidal.create(block.width());
          case SINUSOIDAL_HALVES ->
              Positions.Sinusoidal.create(block.width(), Positions.Sinusoidal.Layout.HALVES);
          case NONE -> new Positions.None();
          case LEARNED -> Positions.Learned.create(config.maximumLength(), block.width());
        };
    dropout = new Dropout(block.dropout());
    encoder =
        Stream.generate(() -> TransformerBlock.create(block))
            .limit(config.layers().encoder())
            .toList();
    decoder =
        Stream.generate(() -> DecoderLayer.create(block)).limit(config.layers().decoder()).toList();
    encoderNorm = finalNorm(config);
    decoderNorm = finalNorm(config);
    logitBias =
        switch (config.embedding().logits()) {
          case PRODUCTS -> Optional.empty();
          case BIASED -> Optional.of(Initialization.zeros(config.vocabulary()));
        };
  }

  /// A model with fresh parameters, by the engine's random numbers as they stand.
  public static Transformer create(TransformerConfig config) {
    return new Transformer(config);
  }

  public TransformerConfig config() {
    return config;
  }

  @Override
  public boolean attends() {
    return true;
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
    Check.shape(
        "Transformer", "target", target, "[B=" + source.size(0) + ", T]", source.size(0), -1);
    var sourceMask = AttentionMask.padding(sourceLengths);
    var memory = Autocast.input(encode(source, sourceMask, mode, trace));
    var state = embed(target, 0, mode);
    for (var layer : decoder) {
      trace.record("decoder_hidden_states", state);
      state =
          layer.forward(
              state,
              AttentionMask.causal(),
              Past.none(),
              layer.project(memory),
              sourceMask,
              mode,
              trace);
    }
    var output = normalised(state, decoderNorm);
    trace.record("decoder_hidden_states", output);
    return logits(output);
  }

  /// The encoder: what each source position means in its sentence.
  ///
  /// @param source ids `[B, S]`
  /// @return `[B, S, D]`
  public Tensor encode(Tensor source, AttentionMask mask, Mode mode, Trace trace) {
    Check.shape("Transformer", "source", source, "[B, S]", -1, -1);
    var state = embed(source, 0, mode);
    for (var layer : encoder) {
      trace.record("encoder_hidden_states", state);
      state = layer.forward(state, mask, mode, trace, "encoder_attentions");
    }
    var memory = normalised(state, encoderNorm);
    trace.record("encoder_hidden_states", memory);
    return memory;
  }

  @Override
  public Decoding decoding(Tensor source, int[] sourceLengths) {
    return new TransformerDecoding(this, source, sourceLengths);
  }

  /// Hidden states of the next target positions, given those before.
  ///
  /// @param target ids `[B, T]`
  /// @param memory each layer's projection of the encoder's output
  /// @param cache the positions before these; these are added
  Tensor decode(
      Tensor target, List<KeyValue> memory, AttentionMask memoryMask, KeyValueCache cache) {
    var state = embed(target, cache.length(), Mode.INFERENCE);
    for (var i = 0; i < decoder.size(); i++) {
      state =
          decoder
              .get(i)
              .forward(
                  state,
                  AttentionMask.causal(),
                  cache.layer(i),
                  memory.get(i),
                  memoryMask,
                  Mode.INFERENCE,
                  Trace.none());
    }
    return normalised(state, decoderNorm);
  }

  List<KeyValue> project(Tensor memory) {
    return decoder.stream().map(layer -> layer.project(memory)).toList();
  }

  /// The output projection, tied to the embedding: `[…, D] → […, V]`.
  Tensor logits(Tensor state) {
    var vectors = embedding.weight().value();
    return logitBias
        .map(bias -> Kernels.linear(state, vectors, bias.value()))
        .orElseGet(() -> Kernels.linear(state, vectors));
  }

  @Override
  public void describe(Description description) {
    description.layer("embedding", embedding);
    description.layer("positions", positions);
    description.layers("encoder.layers", encoder);
    encoderNorm.ifPresent(norm -> description.layer("encoder.norm", norm));
    description.layers("decoder.layers", decoder);
    decoderNorm.ifPresent(norm -> description.layer("decoder.norm", norm));
    logitBias.ifPresent(bias -> description.parameter("logit_bias", bias));
  }

  /// Embeddings, times √D as published, plus positions (section 3.4 and 3.5): `[B, T] → [B, T, D]`.
  private Tensor embed(Tensor ids, int start, Mode mode) {
    var vectors = embedding.forward(ids);
    var scaled =
        switch (config.embedding().scale()) {
          case ROOT_OF_WIDTH -> vectors.multiply(Math.sqrt(config.block().width()));
          case ONE -> vectors;
        };
    return dropout.forward(positions.addTo(scaled, start), mode);
  }

  private static Optional<LayerNorm> finalNorm(TransformerConfig config) {
    return switch (config.block().normOrder()) {
      case POST -> Optional.empty(); // each layer ends with a norm already
      case PRE -> Optional.of(LayerNorm.create(config.block().width()));
    };
  }

  private static Tensor normalised(Tensor state, Optional<LayerNorm> norm) {
    return norm.map(present -> present.forward(state)).orElse(state);
  }
}
