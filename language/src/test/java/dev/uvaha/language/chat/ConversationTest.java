package dev.uvaha.language.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.generation.TextGenerator;
import dev.uvaha.language.TextModel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConversationTest {
  private static final Path LLAMA = Path.of("../hub/src/test/resources/fixtures/llama");
  private static final ChatTemplate TEMPLATE =
      ChatTemplate.of(
          "{% for m in messages %}{{ m.role[:1] + m.content + ' ' }}{% endfor %}", Map.of());
  private static final GenerationOptions SHORT = GenerationOptions.DEFAULT.withMaximumTokens(3);

  private final TextGenerator generator = TextModel.load(LLAMA).generator();
  private final Conversation conversation = new Conversation(generator, TEMPLATE);

  @BeforeEach
  void instruct() {
    conversation.restart("Be.");
  }

  @Test
  void remembersWhatWasSaid() {
    var first = conversation.answer("Hi.", SHORT, _ -> true);
    assertThat(conversation.messages())
        .containsExactly(
            ChatMessage.system("Be."),
            ChatMessage.user("Hi."),
            ChatMessage.assistant(first.text().text()));
    assertThat(first.forgotten()).isZero();
  }

  @Test
  void answersAsTheGeneratorGoesOnWithThePrompt() {
    var answer = conversation.answer("Hi.", SHORT, _ -> true).text();
    assertThat(answer).isEqualTo(generator.generate("sBe. uHi. ", SHORT.asAnswer()));
  }

  @Test
  void forgetsTheOldestTurnsButNotTheInstructions() {
    var forgotten = 0;
    for (var turn = 0; turn < 9; turn++)
      forgotten = conversation.answer("word " + turn, SHORT, _ -> true).forgotten();
    assertThat(forgotten).isPositive().isEven();
    assertThat(conversation.messages()).hasSize(1 + 2 * 9);
  }

  @Test
  void whatIsRefusedWasNotSaid() {
    assertThatThrownBy(() -> conversation.answer("word ".repeat(99), SHORT, _ -> true))
        .hasMessageContaining("context");
    assertThat(conversation.messages()).hasSize(1);
  }

  @Test
  void takesTheLastTurnBack() {
    conversation.answer("Hi.", SHORT, _ -> true);
    conversation.takeBack();
    assertThat(conversation.messages()).containsExactly(ChatMessage.system("Be."));
    conversation.takeBack();
    assertThat(conversation.messages()).hasSize(1);
  }
}
