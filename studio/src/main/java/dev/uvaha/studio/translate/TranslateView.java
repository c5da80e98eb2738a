package dev.uvaha.studio.translate;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.generation.BeamTree;
import dev.uvaha.generation.BeamTree.Fate;
import dev.uvaha.translation.SearchOptions;
import dev.uvaha.translation.TranslationAttention;
import dev.uvaha.translation.Translator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Translates one sentence, and tells all that the page shows of it.
///
/// @param translator what translates
/// @param aligner a recurrent translator, whose alignment is shown beside
/// @param oneVector a recurrent translator without attention, whose translation is shown beside
record TranslateView(
    Translator translator, Optional<Translator> aligner, Optional<Translator> oneVector) {
  /// Beams wider than this make trees that nobody can read.
  static final int WIDEST_BEAM = 8;

  /// A sentence looked into.
  ///
  /// @param source tokens that the encoder read
  /// @param target tokens that the decoder read; the row of one tells where the model looked to
  ///   write the next
  /// @param written tokens that were written, one for each of the target, the end token last
  /// @param stacks encoder, decoder and cross-attention; those that the model has
  /// @param tree all hypotheses that the search met
  /// @param oneVector what is written through one vector
  record Seen(
      String text,
      String language,
      List<Candidate> candidates,
      List<Unknown> unknown,
      List<String> source,
      List<String> target,
      List<String> written,
      List<Stack> stacks,
      List<Node> tree,
      Optional<Alignment> alignment,
      Optional<String> oneVector) {}

  /// A translation.
  ///
  /// @param probability of the whole
  record Candidate(String text, double score, double probability) {}

  /// A word that the model has never seen.
  record Unknown(String word, List<String> suggestions) {}

  /// Attention of one kind.
  ///
  /// @param name `encoder`, `decoder` or `cross`
  /// @param maps by layer and head
  record Stack(String name, int layers, int heads, List<float[][]> maps) {}

  /// A hypothesis.
  ///
  /// @param parent its place in the tree; -1 at the beginning
  /// @param fate `kept`, `finished` or `dropped`
  /// @param best whether the best translation goes through it
  record Node(
      int parent,
      int depth,
      String token,
      double probability,
      double score,
      String fate,
      boolean best) {}

  /// Where the recurrent translator looks while it writes the same translation.
  ///
  /// @param text what it would write itself
  @SuppressWarnings("ArrayRecordComponent") // plain numbers for the page; they are not compared
  record Alignment(String text, List<String> source, List<String> written, float[][] weights) {}

  /// Languages that it writes.
  List<String> languages() {
    return translator.languages();
  }

  /// Translates a sentence.
  ///
  /// @param language empty to let the text's script say which
  /// @param beam hypotheses kept, up to [#WIDEST_BEAM]
  /// @throws IllegalArgumentException if there is no text, it is too long or more than a sentence,
  ///   or its language can't be told
  Seen see(String text, Optional<String> language, int beam) {
    if (text.isBlank())
      throw new IllegalArgumentException("nothing to translate: the text is empty");
    var into = language.orElseGet(() -> translator.targetLanguage(text));
    var sentence = translator.sentence(text);
    var options = SearchOptions.DEFAULT.withBeam(beam).withBest(beam);
    var translation = translator.translate(sentence, into, options);
    var tree = translator.tree(sentence, into, options);
    var chosen = translation.candidates().getFirst();
    var attention =
        translator.attends()
            ? Optional.of(translator.attention(translation))
            : Optional.<TranslationAttention>empty();
    return new Seen(
        text,
        into,
        translation.candidates().stream()
            .map(one -> new Candidate(one.text(), one.score(), Math.exp(one.logProbability())))
            .toList(),
        translation.unknownWords().stream()
            .map(word -> new Unknown(word.word(), word.suggestions()))
            .toList(),
        attention.map(TranslationAttention::source).orElse(List.of()),
        attention.map(TranslationAttention::target).orElse(List.of()),
        attention.map(TranslateView::written).orElse(List.of()),
        attention.map(TranslateView::stacks).orElse(List.of()),
        nodes(tree),
        beside(aligner, sentence, into)
            .map(other -> alignment(other, sentence, into, chosen.text(), beam)),
        beside(oneVector, sentence, into).map(other -> written(other, sentence, into, beam)));
  }

  /// Another translator, if it takes this sentence.
  private static Optional<Translator> beside(
      Optional<Translator> other, String sentence, String language) {
    return other
        .filter(one -> one.languages().contains(language))
        .filter(one -> one.fits(sentence, language));
  }

  private static String written(Translator translator, String sentence, String language, int beam) {
    return translator.translate(sentence, language, SearchOptions.DEFAULT.withBeam(beam)).text();
  }

  private static List<String> written(TranslationAttention attention) {
    var target = attention.target();
    return Stream.concat(target.stream().skip(1), Stream.of("</s>")).toList();
  }

  private static List<Stack> stacks(TranslationAttention attention) {
    return Stream.of(
            stack("encoder", attention.encoder()),
            stack("decoder", attention.decoder()),
            stack("cross", attention.cross()))
        .filter(stack -> !stack.maps().isEmpty())
        .toList();
  }

  private static Stack stack(String name, List<AttentionMap> maps) {
    if (maps.isEmpty()) return new Stack(name, 0, 0, List.of());
    var layers = maps.getLast().layer() + 1;
    return new Stack(
        name, layers, maps.size() / layers, maps.stream().map(AttentionMap::weights).toList());
  }

  private List<Node> nodes(BeamTree tree) {
    var onBest = onBest(tree);
    return IntStream.range(0, onBest.length)
        .mapToObj(i -> node(tree.nodes().get(i), onBest[i]))
        .toList();
  }

  private Node node(BeamTree.Node node, boolean best) {
    return new Node(
        node.parent(),
        node.depth(),
        translator.token(node.token()),
        Math.exp(node.logProbability()),
        node.score(),
        node.fate().name().toLowerCase(Locale.ROOT),
        best);
  }

  /// Which nodes lead to the best hypothesis.
  private static boolean[] onBest(BeamTree tree) {
    var nodes = tree.nodes();
    var marked = new boolean[nodes.size()];
    var score = tree.best().getFirst().score();
    var ended = nodes.stream().anyMatch(node -> is(node, Fate.FINISHED, score));
    for (var i = 0; i < nodes.size(); i++) {
      if (!is(nodes.get(i), ended ? Fate.FINISHED : Fate.KEPT, score)) continue;
      for (var at = i; at >= 0; at = nodes.get(at).parent()) marked[at] = true;
      break;
    }
    return marked;
  }

  private static boolean is(BeamTree.Node node, Fate fate, double score) {
    return node.fate() == fate && node.score() == score;
  }

  private static Alignment alignment(
      Translator aligner, String sentence, String language, String target, int beam) {
    var attention = aligner.attention(sentence, language, target);
    return new Alignment(
        written(aligner, sentence, language, beam),
        attention.source(),
        written(attention),
        attention.cross().getLast().weights());
  }
}
