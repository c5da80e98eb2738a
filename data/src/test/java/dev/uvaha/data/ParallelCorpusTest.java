package dev.uvaha.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelCorpusTest {
  private static final List<SentencePair> PAIRS =
      List.of(
          new SentencePair("I am learning AI.", "Я вивчаю ШІ."),
          new SentencePair("Cat 🐈", "Кіт 🐈"));

  @TempDir Path folder;

  private Path file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String tsv() {
    return "I am learning AI.\tЯ вивчаю ШІ.\nCat 🐈\tКіт 🐈\n";
  }

  private void refuses(ParallelCorpus corpus, String message) {
    assertThatThrownBy(corpus::read)
        .isInstanceOf(CorpusException.class)
        .hasMessage(message.replace("$", folder + "/"))
        .message()
        .hasLineCount(1);
  }

  @Test
  void readsTsvPlainAndGzip() {
    assertThat(ParallelCorpus.tsv(file("a.tsv", tsv())).read()).isEqualTo(PAIRS);
    assertThat(ParallelCorpus.tsv(file("a.tsv.gz", gzip(tsv()))).read()).isEqualTo(PAIRS);
    assertThat(ParallelCorpus.tsv(file("unnamed", gzip(tsv()))).read()).isEqualTo(PAIRS);
  }

  @Test
  void readsAlignedFilesPlainAndGzip() {
    var english = file("a.en", "I am learning AI.\nCat 🐈\n");
    var ukrainian = file("a.uk.gz", gzip("Я вивчаю ШІ.\nКіт 🐈"));
    assertThat(ParallelCorpus.aligned(english, ukrainian).read()).isEqualTo(PAIRS);
  }

  @Test
  void readsWhatOtherSystemsWrite() {
    var windows = "\uFEFF" + tsv().replace("\n", "\r\n");
    assertThat(ParallelCorpus.tsv(file("windows.tsv", windows)).read()).isEqualTo(PAIRS);
    var noEnd = tsv().stripTrailing();
    assertThat(ParallelCorpus.tsv(file("no-end.tsv", noEnd)).read()).isEqualTo(PAIRS);
  }

  @Test
  void onlyLineFeedsEndLines() {
    var odd = "one\rline\u2028here\u0085yes\tодин\n";
    assertThat(ParallelCorpus.tsv(file("odd.tsv", odd)).read())
        .containsExactly(new SentencePair("one\rline\u2028here\u0085yes", "один"));
  }

  @Test
  void readsLinesLongerThanItsBuffer() {
    var source = "слово ".repeat(50_000).strip();
    assertThat(ParallelCorpus.tsv(file("long.tsv", source + "\tx\na\tb\n")).read())
        .containsExactly(new SentencePair(source, "x"), new SentencePair("a", "b"));
  }

  @Test
  void readsLazilyAndAnewEachTime() {
    var corpus = ParallelCorpus.tsv(file("late.tsv", tsv() + "one column\n"));
    for (int time = 0; time < 2; time++) {
      try (var pairs = corpus.pairs()) {
        assertThat(pairs.limit(2)).isEqualTo(PAIRS);
      }
    }
  }

  @Test
  void flipsAndJoins() {
    var corpus = ParallelCorpus.of(PAIRS);
    assertThat(corpus.flipped().read().getFirst())
        .isEqualTo(new SentencePair("Я вивчаю ШІ.", "I am learning AI."));
    assertThat(corpus.flipped().flipped().read()).isEqualTo(PAIRS);
    assertThat(corpus.then(corpus.flipped()).read()).hasSize(4).startsWith(PAIRS.get(0));
  }

  @Test
  void tagsBothDirections() {
    var corpus = ParallelCorpus.of(PAIRS);
    assertThat(TaggedCorpus.bothWays(corpus, "en", "uk").read())
        .startsWith(
            new TaggedPair("I am learning AI.", "Я вивчаю ШІ.", "uk"),
            new TaggedPair("Я вивчаю ШІ.", "I am learning AI.", "en"))
        .containsExactlyInAnyOrderElementsOf(
            TaggedCorpus.oneWay(corpus, "uk")
                .then(TaggedCorpus.oneWay(corpus.flipped(), "en"))
                .read());
    assertThatThrownBy(() -> TaggedCorpus.oneWay(corpus, " ").read())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesLinesOfOtherThanTwoColumns() {
    refuses(
        ParallelCorpus.tsv(file("one.tsv", tsv() + "alone\n")),
        "$one.tsv:3: expected 2 columns, source TAB target, got 1; put one tab between source and target (spaces do not count)");
    refuses(
        ParallelCorpus.tsv(file("three.tsv", "a\tb\tc\n")),
        "$three.tsv:1: expected 2 columns, source TAB target, got 3; keep the two columns to learn from, and no tab inside a sentence");
  }

  @Test
  void refusesEmptySides() {
    refuses(
        ParallelCorpus.tsv(file("target.tsv", tsv() + "a\t \n")),
        "$target.tsv:3: the target is empty; fill it in or leave the pair out");
    refuses(
        ParallelCorpus.aligned(file("a.en", "a\n \nb\n"), file("a.uk", "а\nб\nв\n")),
        "$a.en:2: the source is empty; fill it in or leave the pair out");
  }

  @Test
  void refusesMisalignedFilesWithBothCounts() {
    var three = file("three.en", "a\nb\nc\n");
    var two = file("two.uk", "а\nб\n");
    refuses(
        ParallelCorpus.aligned(three, two),
        "$three.en has 3 lines, $two.uk has 2: each line needs its translation on the same line of the other file; take both from one corpus");
    refuses(
        ParallelCorpus.aligned(two, three),
        "$two.uk has 2 lines, $three.en has 3: each line needs its translation on the same line of the other file; take both from one corpus");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    var bytes = "cat\tкіт\ndog\tпес\n".getBytes(Charset.forName("windows-1251"));
    refuses(
        ParallelCorpus.tsv(file("cp1251.tsv", bytes)),
        "$cp1251.tsv:1: not UTF-8 at byte 5 of the line (0xEA); convert the file to UTF-8");
    // A sequence cut at the end of a line, an overlong slash and a lone surrogate.
    for (byte[] hostile :
        List.of(
            new byte[] {'a', '\t', (byte) 0xD0},
            new byte[] {'a', '\t', (byte) 0xC0, (byte) 0xAF},
            new byte[] {'a', '\t', (byte) 0xED, (byte) 0xA0, (byte) 0x80})) {
      assertThatThrownBy(() -> ParallelCorpus.tsv(file("hostile.tsv", hostile)).read())
          .isInstanceOf(CorpusException.class)
          .hasMessageContaining("hostile.tsv:1: not UTF-8 at byte 3");
    }
  }

  @Test
  void refusesDamagedGzip() {
    var whole = gzip(tsv().repeat(10_000));
    var wrongChecksum = whole.clone();
    wrongChecksum[whole.length - 6] ^= 1;
    for (byte[] damaged : List.of(Arrays.copyOf(whole, 40), wrongChecksum)) {
      assertThatThrownBy(() -> ParallelCorpus.tsv(file("damaged.tsv.gz", damaged)).read())
          .isInstanceOf(CorpusException.class)
          .hasMessageMatching(".*/damaged.tsv.gz:\\d+: the gzip file is damaged.*");
    }
    assertThatThrownBy(
            () -> ParallelCorpus.tsv(file("head.tsv.gz", Arrays.copyOf(whole, 5))).read())
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("head.tsv.gz: can't be read");
  }

  @Test
  void refusesPathsWithoutText() {
    refuses(
        ParallelCorpus.tsv(file("empty.tsv", "")),
        "$empty.tsv: is empty; it must hold at least one line");
    refuses(
        ParallelCorpus.tsv(file("empty.tsv.gz", gzip(""))),
        "$empty.tsv.gz: is empty; it must hold at least one line");
    assertThatThrownBy(() -> ParallelCorpus.tsv(folder))
        .isInstanceOf(CorpusException.class)
        .hasMessage(folder + ": is a directory; name a text file in it");
    var missing = folder.resolve("missing.tsv");
    assertThatThrownBy(() -> ParallelCorpus.aligned(file("a.en", "a\n"), missing))
        .isInstanceOf(CorpusException.class)
        .hasMessage(missing + ": no such file; check the path");
  }
}
