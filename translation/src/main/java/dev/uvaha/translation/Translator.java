package dev.uvaha.translation;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.data.ExampleEncoder;
import dev.uvaha.generation.BeamTree;
import dev.uvaha.generation.Hypothesis;
import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.nn.safetensors.Weights;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.text.ClosedSentences;
import dev.uvaha.text.InvalidTokenizerException;
import dev.uvaha.text.Lexicon;
import dev.uvaha.text.MalformedLineException;
import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Translates with a trained model, and shows where it looked. Safe to share between threads.
public final class Translator {
  private static final String WORDS = "words.txt";
  private static final int SUGGESTIONS = 3;

  private final SequenceToSequence model;
  private final Tokenizer tokenizer;
  private final ExampleEncoder encoder;
  private final Optional<Lexicon> lexicon;
  private final Optional<ClosedSentences> closed;
  private final List<String> languages;

  private Translator(
      SequenceToSequence model,
      Tokenizer tokenizer,
      Optional<Lexicon> lexicon,
      List<String> languages) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.lexicon = lexicon;
    closed = lexicon.map(ClosedSentences::new);
    encoder = new ExampleEncoder(tokenizer);
    this.languages = languages;
  }

  /// Opens a folder that training has written, on the device `jvm`: nothing native is loaded, and
  /// one text at a time is translated fastest.
  ///
  /// @throws IllegalArgumentException if it holds no usable translator; one line says what is wrong
  ///   and what to do
  public static Translator load(Path folder) {
    return load(folder, Device.JVM);
  }

  /// [#load(Path)] on a device: `cpu` has the exact weights and is faster with many texts at once.
  public static Translator load(Path folder, Device device) {
    return load(folder, Architectures.load(folder, device));
  }

  /// A run's translator as it was when a checkpoint was kept, with exact weights.
  ///
  /// @param checkpoint weights by the names of training, such as `checkpoints/step-500.safetensors`
  /// @throws IllegalArgumentException as [#load(Path)], or if the checkpoint is of another model
  public static Translator at(Path run, Path checkpoint) {
    var model = Architectures.load(run, Device.CPU);
    Weights.load(model, checkpoint);
    return load(run, model);
  }

  private static Translator load(Path folder, SequenceToSequence model) {
    try {
      var tokenizer = Tokenizer.load(folder.resolve("tokenizer.json"));
      if (tokenizer.vocabularySize() != model.vocabulary())
        throw new IllegalArgumentException(
            "%s: the tokenizer has %d tokens, the model %d: they are not of one training"
                .formatted(folder, tokenizer.vocabularySize(), model.vocabulary()));
      var words = folder.resolve(WORDS);
      return new Translator(
          model,
          tokenizer,
          Files.exists(words) ? Optional.of(Lexicon.load(words)) : Optional.empty(),
          TargetLanguages.of(tokenizer, folder));
    } catch (InvalidTokenizerException | MalformedLineException unusable) {
      throw new IllegalArgumentException(unusable.getMessage(), unusable);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot read " + folder + ": " + failure.getMessage(), failure);
    }
  }

  /// Opens the translator that comes with the library: English ↔ Ukrainian, of a small grammar's
  /// few thousand words.
  public static Translator embedded() {
    return embedded(Device.JVM);
  }

  /// [#embedded()] on a device.
  public static Translator embedded(Device device) {
    return EmbeddedModel.TRANSFORMER.open(folder -> load(folder, device));
  }

  /// The other one that comes with the library: Bahdanau's recurrent model of the same grammar, to
  /// see its alignment.
  public static Translator embeddedRecurrent() {
    return EmbeddedModel.RECURRENT.open(Translator::load);
  }

  /// The third one that comes with the library: as [#embeddedRecurrent()], but without attention,
  /// to see what one vector loses.
  public static Translator embeddedOneVector() {
    return EmbeddedModel.ONE_VECTOR.open(Translator::load);
  }

  /// The languages it can write, as codes: `en`, `uk`.
  public List<String> languages() {
    return languages;
  }

  /// How many words it knows, both languages counted; empty if its vocabulary is open.
  public OptionalInt knownWords() {
    return lexicon.map(words -> OptionalInt.of(words.size())).orElse(OptionalInt.empty());
  }

  /// What it reads of a text. If its vocabulary is limited, it has learned from single plain
  /// sentences: so the text's sentences, each as [ClosedSentences] writes it. Otherwise the text as
  /// it is.
  public List<String> sentences(String text) {
    return closed
        .map(plain -> plain.of(text))
        .filter(found -> !found.isEmpty())
        .orElse(List.of(text));
  }

  /// The words and marks of a text that it has never seen, with words spelled almost like them;
  /// none if its vocabulary is open.
  public List<UnknownWord> unknownWords(String text) {
    return closed.stream()
        .flatMap(plain -> plain.unknown(text).stream())
        .map(word -> new UnknownWord(word, suggestions(word)))
        .toList();
  }

  private List<String> suggestions(String word) {
    return lexicon.map(words -> words.suggest(word, SUGGESTIONS)).orElse(List.of());
  }

  /// The language to translate a text into where none is asked for: the one whose script it is not
  /// written in, or the only one.
  ///
  /// @throws IllegalArgumentException if that leaves more than one
  public String targetLanguage(String text) {
    var fitting = fittingLanguages(text);
    if (fitting.size() == 1) return fitting.getFirst();
    throw new IllegalArgumentException(
        "say which language to translate into: " + String.join(" or ", languages()));
  }

  /// The languages that a text may be translated into, by its script.
  public List<String> fittingLanguages(String text) {
    var languages = languages();
    if (languages.size() == 1) return languages;
    var script = Script.of(Stream.of(text));
    return languages.stream().filter(language -> Script.of(language) != script).toList();
  }

  /// Into its [#targetLanguage].
  public Translation translate(String text) {
    return translate(text, targetLanguage(text), SearchOptions.DEFAULT);
  }

  /// Into a language.
  ///
  /// @throws IllegalArgumentException if the text is blank or too long, or the language is not one
  ///   it writes
  public Translation translate(String text, String language, SearchOptions options) {
    return translateAll(List.of(text), language, options).getFirst();
  }

  /// Many texts, several at a time: the same results as one by one, faster.
  public List<Translation> translateAll(
      List<String> texts, String language, SearchOptions options) {
    var sentences = texts.stream().map(this::sentences).toList();
    var sources =
        sentences.stream().flatMap(List::stream).map(one -> source(one, language)).toList();
    var found = new BatchSearch(model, tokenizer).search(sources, options).iterator();
    return IntStream.range(0, texts.size())
        .mapToObj(i -> {
          var parts = sentences.get(i).stream().map(_ -> candidates(found.next())).toList();
          var text = texts.get(i);
          var joined = JoinedCandidates.of(parts, options.best());
          return new Translation(text, language, joined, unknownWords(text));
        })
        .toList();
  }

  /// Where every layer and head looks while the text becomes its translation.
  ///
  /// @throws IllegalArgumentException if the model has no attention
  public TranslationAttention attention(String text, String language) {
    return attention(translate(text, language, SearchOptions.DEFAULT));
  }

  /// Where every layer and head looked while the best translation was found.
  ///
  /// @param translation one of this translator's
  public TranslationAttention attention(Translation translation) {
    var chosen = translation.candidates().getFirst().ids().stream().mapToInt(Integer::intValue);
    var source = source(sentence(translation.source()), translation.language());
    return attention(source, afterBegin(chosen));
  }

  /// Where every layer and head looks while the text becomes `target`, whoever wrote that.
  public TranslationAttention attention(String text, String language, String target) {
    return attention(source(sentence(text), language), decoderInput(target));
  }

  private TranslationAttention attention(int[] source, int[] decoderInput) {
    checkAttends();
    var sourceTokens = labels(source);
    var targetTokens = labels(decoderInput);
    return trace(
        source,
        decoderInput,
        tensors ->
            new TranslationAttention(
                sourceTokens,
                targetTokens,
                maps("encoder_attentions", tensors, sourceTokens, sourceTokens),
                maps("decoder_attentions", tensors, targetTokens, targetTokens),
                maps("cross_attentions", tensors, targetTokens, sourceTokens)));
  }

  /// All hypotheses that the search for a translation met; [#token] spells theirs.
  ///
  /// @throws IllegalArgumentException as [#translate(String, String, SearchOptions)], or if the
  ///   text has several sentences
  public BeamTree tree(String text, String language, SearchOptions options) {
    return new BatchSearch(model, tokenizer).tree(source(sentence(text), language), options);
  }

  /// What a token looks like, as on the axes of attention maps.
  public String token(int id) {
    return tokenizer.token(id);
  }

  /// Whether there is attention to look at.
  public boolean attends() {
    return model.attends();
  }

  /// Checks that there is attention to look at.
  ///
  /// @throws IllegalArgumentException if the model has none
  public void checkAttends() {
    if (!attends())
      throw new IllegalArgumentException(
          "this model has no attention to show: it squeezes the source into one vector");
  }

  /// Everything one forward pass computes, by the names of Hugging Face: `logits`,
  /// `encoder_hidden_states.i`, `encoder_attentions.i`, `decoder_hidden_states.i`,
  /// `decoder_attentions.i`, `cross_attentions.i`, and the input ids.
  ///
  /// @param use gets the tensors while they live
  /// @throws IllegalArgumentException if the ids are none, too many or not in the vocabulary
  public <R> R trace(int[] source, int[] decoderInput, Function<Map<String, Tensor>, R> use) {
    return ForwardTrace.of(model, source, decoderInput, use);
  }

  /// The ids that the encoder reads of a sentence as it stands.
  ///
  /// @throws IllegalArgumentException if it is blank or too long, or the language is not one it
  ///   writes
  public int[] source(String sentence, String language) {
    if (sentence.isBlank())
      throw new IllegalArgumentException("nothing to translate: the text is empty");
    checkLanguage(language);
    var ids = encoder.source(sentence, language);
    if (isTooLong(ids))
      throw new IllegalArgumentException(
          "the text has %d tokens and the model reads at most %d: split it into sentences, one a line"
              .formatted(ids.length, model.maximumLength()));
    return ids;
  }

  /// Checks that it can translate a text.
  ///
  /// @throws IllegalArgumentException as [#source], of any of its [#sentences]
  public void check(String text, String language) {
    sentences(text).forEach(sentence -> source(sentence, language));
  }

  /// The one sentence that it reads of a text, to look at.
  ///
  /// @throws IllegalArgumentException if there are several
  public String sentence(String text) {
    var sentences = sentences(text);
    if (sentences.size() > 1)
      throw new IllegalArgumentException(
          "attention is shown of one sentence at a time, and this text has %d: give one"
              .formatted(sentences.size()));
    return sentences.getFirst();
  }

  /// Checks that it writes a language.
  ///
  /// @throws IllegalArgumentException if it does not
  public void checkLanguage(String language) {
    if (!languages().contains(language))
      throw new IllegalArgumentException(
          "this model translates into %s, not into '%s'"
              .formatted(String.join(" and ", languages()), language));
  }

  /// Whether a text is short enough for the model.
  public boolean fits(String text, String language) {
    return sentences(text).stream()
        .noneMatch(sentence -> isTooLong(encoder.source(sentence, language)));
  }

  private boolean isTooLong(int[] source) {
    return source.length > model.maximumLength();
  }

  /// The ids that the decoder reads to write a text: the begin token, then the text's.
  public int[] decoderInput(String target) {
    var pieces = tokenizer.encode(target);
    if (pieces.length + 1 > model.maximumLength())
      throw new IllegalArgumentException(
          "the target has %d tokens and the model writes at most %d"
              .formatted(pieces.length, model.maximumLength() - 1));
    return afterBegin(Arrays.stream(pieces));
  }

  private int[] afterBegin(IntStream pieces) {
    return IntStream.concat(IntStream.of(encoder.begin()), pieces).toArray();
  }

  private List<Translation.Candidate> candidates(List<Hypothesis> found) {
    return found.stream().map(this::candidate).toList();
  }

  private Translation.Candidate candidate(Hypothesis found) {
    if (Double.isNaN(found.logProbability()))
      throw new IllegalArgumentException(
          "the model's probabilities are not numbers: its weights are damaged, train it again or bring back a copy");
    return new Translation.Candidate(
        tokenizer.decode(found.ids()), found.score(), found.logProbability(), found.tokens());
  }

  private List<String> labels(int[] ids) {
    return Arrays.stream(ids).mapToObj(tokenizer::token).toList();
  }

  private static List<AttentionMap> maps(
      String series, Map<String, Tensor> tensors, List<String> queries, List<String> keys) {
    var maps = new ArrayList<AttentionMap>();
    for (var layer = 0; ; layer++) {
      var weights = tensors.get(series + "." + layer);
      if (weights == null) return maps;
      maps.addAll(AttentionMap.of(layer, weights, 0, queries, keys));
    }
  }
}
