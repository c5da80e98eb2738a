package dev.uvaha.studio.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.generation.Generation;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.generation.Sampling;
import dev.uvaha.language.TextModel;
import dev.uvaha.language.chat.ChatMessage;
import dev.uvaha.language.chat.ChatTemplate;
import dev.uvaha.studio.chat.ChatView.Asked;
import dev.uvaha.studio.chat.ChatView.Written;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChatViewTest {
  private static final TextModel PLAIN =
      TextModel.load(Path.of("../hub/src/test/resources/fixtures/gpt2"));
  private static final List<ChatMessage> SAID = List.of(ChatMessage.user("The cat"));
  private static final String TEMPLATE =
      "{% for message in messages %}{{ message.role }}: {{ message.content }} {% endfor %}";

  private static Asked asked(List<Integer> begun) {
    return new Asked(SAID, begun, Sampling.GREEDY, 1, 5);
  }

  private static List<Written> written(ChatView view, Generation generation)
      throws InterruptedException {
    var tokens = new ArrayList<Written>();
    for (var piece = generation.next(); piece.isPresent(); piece = generation.next())
      piece.get().tokens().forEach(token -> tokens.add(view.written(token)));
    return tokens;
  }

  @Test
  void withoutATemplateItGoesOnWithTheText() throws InterruptedException {
    try (var view = new ChatView(PLAIN);
        var generation = view.write(asked(List.of()))) {
      assertThat(view.about().talks()).isFalse();
      var tokens = written(view, generation);
      var expected =
          PLAIN.generator().generate("The cat", GenerationOptions.DEFAULT.withMaximumTokens(5));
      assertThat(tokens.stream().map(Written::id)).isEqualTo(expected.tokens());
      assertThat(generation.text().text()).isEqualTo(expected.text());
    }
  }

  @Test
  void greedyWritesTheFirstOfItsAlternatives() throws InterruptedException {
    try (var view = new ChatView(PLAIN);
        var generation = view.write(asked(List.of()))) {
      for (var token : written(view, generation)) {
        assertThat(token.instead()).hasSize(ChatView.ALTERNATIVES);
        assertThat(token.instead().getFirst().id()).isEqualTo(token.id());
        assertThat(token.instead().getFirst().probability())
            .isCloseTo(token.probability(), within(1e-9));
        assertThat(token.instead())
            .isSortedAccordingTo(
                (one, other) -> Double.compare(other.probability(), one.probability()));
      }
    }
  }

  @Test
  void goesOnAfterAnotherChoice() throws InterruptedException {
    try (var view = new ChatView(PLAIN)) {
      List<Written> before;
      try (var generation = view.write(asked(List.of()))) {
        before = written(view, generation);
      }
      var begun = List.of(before.get(0).id(), before.get(1).id());
      try (var generation = view.write(asked(begun))) {
        assertThat(written(view, generation).stream().limit(3).map(Written::id))
            .isEqualTo(before.stream().skip(2).map(Written::id).toList());
      }
    }
  }

  @Test
  void talksByTheModelsTemplate() throws InterruptedException {
    var template = ChatTemplate.of(TEMPLATE, Map.of());
    var talking =
        new TextModel(
            "talks",
            PLAIN.model(),
            PLAIN.tokenizer(),
            PLAIN.ends(),
            PLAIN.defaults(),
            Optional.of(template));
    try (var view = new ChatView(talking);
        var generation = view.write(asked(List.of()))) {
      assertThat(view.about().talks()).isTrue();
      var expected =
          PLAIN
              .generator()
              .generate(
                  template.prompt(SAID, PLAIN.tokenizer()),
                  GenerationOptions.DEFAULT.withMaximumTokens(5).asAnswer(),
                  _ -> true);
      assertThat(generation.text().tokens()).isEqualTo(expected.tokens());
    }
  }

  @Test
  void whatCannotBeAnsweredIsRefused() {
    try (var view = new ChatView(PLAIN)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> view.write(new Asked(List.of(), List.of(), Sampling.GREEDY, 1, 5)))
          .withMessage("say something first");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> view.write(asked(List.of(1_000_000))))
          .withMessage("1000000 is no token of this model");
    }
  }
}
