package dev.uvaha.cli;

import dev.uvaha.generation.GeneratedText;
import dev.uvaha.generation.GeneratedText.Ending;
import dev.uvaha.language.TextModel;
import dev.uvaha.training.StopSignal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// Lets a language model go on with a text.
@Command(
    name = "generate",
    description = "Let a language model go on with a text.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha generate --model gpt2 \"The cat sat on\"",
      "  uvaha generate --model gpt2 --temperature 0.8 --top-p 0.95 --seed 7 \"Once\"",
      "  uvaha generate --model gpt2 --weights int8 --max-tokens 50 \"In 1991,\"",
      "  uvaha generate --model gpt2 --json \"Kyiv is\"    tokens and log-probabilities",
      "",
      "The text comes as it is written, Ctrl-C ends it. 'uvaha pull' fetches models."
    })
final class GenerateCommand implements Callable<Integer> {
  /// As of a program that Ctrl-C ended.
  private static final int INTERRUPTED = 130;

  private final Console console;

  @Mixin private LanguageModelOption model = new LanguageModelOption();

  @Mixin private SamplingOption sampling = new SamplingOption();

  @Option(
      names = "--json",
      description = "Print one JSON object: text, tokens, log-probabilities, why it ended.")
  private boolean json;

  @Parameters(paramLabel = "TEXT", description = "What to go on with.")
  private String prompt = "";

  GenerateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var opened = model.load();
    var options = sampling.over(opened.defaults());
    var ids = opened.tokenizer().encodePrompt(prompt);
    try (var stop = StopSignal.onInterrupt(() -> {})) {
      var begun = new AtomicBoolean(); // the prompt is shown once it is accepted
      var start = System.nanoTime();
      var written =
          opened
              .generator()
              .generate(
                  ids,
                  options,
                  piece -> {
                    if (!json) console.write(begun.getAndSet(true) ? piece : prompt + piece);
                    return !stop.isRequested();
                  });
      if (!json && !begun.get()) console.write(prompt);
      if (json) console.print(JsonMapper.shared().writeValueAsString(said(opened, written)));
      else
        end(written, ids.length, opened.model().maximumLength(), (System.nanoTime() - start) / 1e9);
      return written.ending() == Ending.CANCELLED ? INTERRUPTED : 0;
    }
  }

  private void end(GeneratedText written, int prompt, int context, double seconds) {
    console.write("\n");
    console.note(
        String.format(
            Locale.ROOT,
            "uvaha: %d tokens after %d, %.1f a second; %s",
            written.tokens().size(),
            prompt,
            written.tokens().size() / seconds,
            why(written.ending(), context)));
  }

  private static String why(Ending ending, int context) {
    return switch (ending) {
      case END -> "the model ended it";
      case STOP -> "a stop text came";
      case LENGTH -> "the limit of tokens is reached";
      case CONTEXT -> "the model's context of %,d tokens is full".formatted(context);
      case CANCELLED -> "interrupted";
    };
  }

  private Map<String, Object> said(TextModel opened, GeneratedText written) {
    var tokens = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < written.tokens().size(); i++) {
      var token = new LinkedHashMap<String, Object>();
      token.put("id", written.tokens().get(i));
      token.put("token", opened.tokenizer().token(written.tokens().get(i)));
      token.put("log_probability", written.logProbabilities().get(i));
      tokens.add(token);
    }
    var said = new LinkedHashMap<String, Object>();
    said.put("prompt", prompt);
    said.put("text", written.text());
    said.put("ending", written.ending().name().toLowerCase(Locale.ROOT));
    said.put("tokens", List.copyOf(tokens));
    return said;
  }
}
