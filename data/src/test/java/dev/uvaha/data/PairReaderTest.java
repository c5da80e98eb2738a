package dev.uvaha.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PairReaderTest {
  private final List<String> events = new ArrayList<>();

  private Stream<SentencePair> pairs(int count) {
    return PairReader.stream(() -> new Counting(count));
  }

  private final class Counting implements PairReader {
    private int left;

    Counting(int count) {
      left = count;
      events.add("open");
    }

    @Override
    public boolean advance() {
      return left-- > 0;
    }

    @Override
    public SentencePair pair() {
      return new SentencePair("cat", "кіт");
    }

    @Override
    public void close() {
      events.add("close");
    }
  }

  @Test
  void opensNoFileBeforeItIsRead() {
    try (var unread = pairs(3)) {
      assertThat(unread).isNotNull();
    }
    assertThat(events).isEmpty();
  }

  @Test
  void closesItsFilesAtTheEnd() {
    var pairs = pairs(3);
    assertThat(pairs.count()).isEqualTo(3);
    assertThat(events).containsExactly("open", "close");
  }

  @Test
  void closesItsFilesWhenTheStreamIsClosedEarly() {
    try (var pairs = pairs(3)) {
      assertThat(pairs.findFirst()).isPresent();
    }
    assertThat(events).containsExactly("open", "close");
  }

  @Test
  void joinedCorporaCloseEachTheirOwn() {
    ParallelCorpus corpus = () -> pairs(3);
    try (var pairs = corpus.then(corpus.flipped()).pairs()) {
      assertThat(pairs.limit(4)).hasSize(4);
    }
    assertThat(events).filteredOn("open"::equals).hasSize(2);
    assertThat(events).filteredOn("close"::equals).hasSize(2);
  }
}
