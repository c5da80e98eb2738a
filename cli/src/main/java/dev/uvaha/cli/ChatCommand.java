package dev.uvaha.cli;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.generation.GeneratedText.Ending;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.language.chat.ChatMessage;
import dev.uvaha.language.chat.Conversation;
import dev.uvaha.training.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// Talks with a language model.
@Command(
    name = "chat",
    description = "Talk with a language model that was taught to.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha chat --model smollm",
      "  uvaha chat --model smollm --system \"Answer in one sentence.\" --temperature 0.3",
      "  echo \"What is attention?\" | uvaha chat --model smollm",
      "",
      "Ctrl-C stops an answer, Ctrl-D ends; /help shows what else there is. What no",
      "longer fits into the model's context, the oldest turns first, it does not read.",
      "From a pipe, a line that is refused is named on standard error, the others are",
      "answered, and the exit code is 2."
    })
final class ChatCommand implements Callable<Integer> {
  /// The temperature of another answer where the likeliest was told already.
  private static final double ANOTHER = 0.8;

  private static final String HELP =
      """
      /help           this
      /history        what was said
      /again          another answer to the last question; at temperature 0, one that is
                      drawn at %s
      /undo           take back the last question and its answer
      /reset [TEXT]   begin anew, with these instructions
      /save FILE      write the conversation as JSON
      /quit           end, as Ctrl-D\
      """
          .formatted(ANOTHER);

  private final Console console;

  @Mixin private LanguageModelOption model = new LanguageModelOption();

  @Mixin private SamplingOption sampling = new SamplingOption();

  @Option(names = "--system", paramLabel = "TEXT", description = "Instructions for the model.")
  private String system = "";

  private long answersAgain;
  private boolean refused;

  ChatCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    var opened = model.load();
    var template =
        opened
            .chatTemplate()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s has no chat template, so it was not taught to talk: try 'uvaha generate'"
                        .formatted(model.name())));
    template.check();
    var options = sampling.over(opened.defaults());
    var conversation = new Conversation(opened.generator(), template);
    conversation.restart(system);
    try (var lines = ChatLines.of(console)) {
      lines.welcome("uvaha: talking with %s; /help shows what there is".formatted(model.name()));
      for (var line = lines.next(); line.isPresent(); line = lines.next())
        if (!react(conversation, line.get().strip(), options)) break;
    }
    return refused && console.inputReader() == Console.Reader.PROGRAM ? Failures.BAD_INPUT : 0;
  }

  /// @return whether to go on
  private boolean react(Conversation conversation, String line, GenerationOptions options) {
    if (line.isEmpty()) return true;
    if (!line.startsWith("/")) {
      answer(conversation, line, options);
      return true;
    }
    var space = line.indexOf(' ');
    var command = space < 0 ? line : line.substring(0, space);
    var argument = space < 0 ? "" : line.substring(space + 1).strip();
    switch (command) {
      case "/help" -> console.note(HELP);
      case "/history" -> console.note(history(conversation));
      case "/again" -> again(conversation, options);
      case "/undo" -> conversation.takeBack();
      case "/reset" -> conversation.restart(argument.isEmpty() ? system : argument);
      case "/save" -> save(conversation, argument);
      case "/quit", "/exit" -> {
        return false;
      }
      default -> refuse("there is no " + command + "; /help shows what there is");
    }
    return true;
  }

  private void answer(Conversation conversation, String question, GenerationOptions options) {
    try (var stop = StopSignal.onInterrupt(() -> {})) {
      var answer =
          conversation.answer(
              question,
              options,
              piece -> {
                console.write(piece);
                return !stop.isRequested();
              });
      console.write("\n");
      if (answer.forgotten() > 0)
        console.note(
            "uvaha: the context is full: the model did not read the oldest %d turns"
                .formatted(answer.forgotten()));
      if (answer.text().ending() == Ending.LENGTH)
        console.note("uvaha: cut at the limit of tokens; --max-tokens raises it");
      if (answer.text().ending() == Ending.CONTEXT)
        console.note(
            "uvaha: cut where the model's context of %,d tokens is full; /reset begins anew"
                .formatted(conversation.context()));
    } catch (IllegalArgumentException unfit) {
      refuse(String.valueOf(unfit.getMessage()));
    }
  }

  private void refuse(String reason) {
    refused = true;
    console.note("uvaha: " + reason);
  }

  private void again(Conversation conversation, GenerationOptions options) {
    var asked =
        conversation.messages().stream()
            .filter(message -> message.role() == ChatMessage.Role.USER)
            .reduce((_, last) -> last);
    if (asked.isEmpty()) {
      refuse("nothing was asked yet");
      return;
    }
    conversation.takeBack();
    var sampling = options.sampling();
    var drawn = sampling.temperature() == 0 ? sampling.withTemperature(ANOTHER) : sampling;
    answer(
        conversation,
        asked.get().content(),
        options.with(drawn).withSeed(options.seed() + ++answersAgain));
  }

  private static String history(Conversation conversation) {
    var said =
        conversation.messages().stream()
            .map(message -> message.role().label() + ": " + message.content())
            .collect(Collectors.joining("\n"));
    return said.isEmpty() ? "uvaha: nothing was said yet" : said;
  }

  private void save(Conversation conversation, String file) {
    if (file.isEmpty()) {
      refuse("say where to: /save FILE");
      return;
    }
    var messages =
        conversation.messages().stream()
            .map(message -> Map.of("role", message.role().label(), "content", message.content()))
            .toList();
    var json =
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(messages) + "\n";
    try {
      AtomicFile.write(Path.of(file), json.getBytes(StandardCharsets.UTF_8));
      console.note("uvaha: wrote " + file);
    } catch (IOException failure) {
      refuse(String.valueOf(failure.getMessage()));
    }
  }
}
