package dev.uvaha.studio.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.language.TextModel;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChatModelsTest {
  private static final TextModel MODEL =
      TextModel.load(Path.of("../hub/src/test/resources/fixtures/gpt2"));

  private final ChatModels models = new ChatModels();
  private final AtomicInteger read = new AtomicInteger();

  private ChatModels.Lease taken(String folder) {
    models.open(
        Path.of(folder),
        () -> {
          read.incrementAndGet();
          return MODEL;
        });
    return models.take(Path.of(folder));
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void twoVisitorsShareAModelAndTwoModelsStayOpen() {
    try (var first = taken("a");
        var second = taken("a")) {
      assertThat(second.view()).isSameAs(first.view());
    }
    taken("b").close();
    taken("a").close();
    taken("b").close();
    assertThat(read).hasValue(2);
  }

  @Test
  void whatIsInUseIsNotClosedForAnother() {
    try (var used = taken("a")) {
      taken("b").close();
      taken("c").close(); // in the place of b
      try (var again = taken("a")) {
        assertThat(again.view()).isSameAs(used.view());
      }
      assertThatThrownBy(() -> models.take(Path.of("b")))
          .isInstanceOf(RejectedExecutionException.class);
      try (var _ = taken("c")) {
        assertThatThrownBy(() -> taken("d"))
            .isInstanceOf(RejectedExecutionException.class)
            .hasMessage("2 other models are writing: try again in a moment");
      }
    }
    assertThat(read).hasValue(3);
  }
}
