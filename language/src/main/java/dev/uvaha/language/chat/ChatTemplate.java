package dev.uvaha.language.chat;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorType;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import dev.uvaha.text.SpecialSpelling;
import dev.uvaha.text.Tokenizer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jinjava.javax.el.CompositeELResolver;
import org.jspecify.annotations.Nullable;

/// How a model wants a conversation written: its makers' Jinja template.
///
/// What users say is never taken for more than text: a special token that they spell stays spelt,
/// and template code of theirs is not run.
public final class ChatTemplate {
  /// Stands in users' text behind the first character of what spells a special token. It is no
  /// character by Unicode.
  private static final String CUT = "\uFFFF";

  /// Stands before a character of users' text that by itself spells a special token.
  private static final String AS_TEXT = "\uFFFE";

  private static final int MOST_CHARACTERS = 16 << 20;
  private static final Jinjava JINJA = jinja();

  private final String template;
  private final Map<String, String> tokens;

  private ChatTemplate(String template, Map<String, String> tokens) {
    this.template = template;
    this.tokens = Map.copyOf(tokens);
  }

  /// A template that has been tried on a short conversation.
  ///
  /// @param jinja its source
  /// @param tokens that it may name, such as `bos_token`
  /// @throws IllegalArgumentException if it can't be rendered here
  public static ChatTemplate of(String jinja, Map<String, String> tokens) {
    var source = JinjaSource.of(jinja);
    checkKnown(source);
    var template = new ChatTemplate(source.plain(), tokens);
    template.check();
    return template;
  }

  /// One that is there and can't be rendered: only who wants to talk hears of it.
  ///
  /// @param reason one line
  public static ChatTemplate unusable(String reason) {
    return new ChatTemplate("{{ raise_exception(reason) }}", Map.of("reason", reason));
  }

  /// Tries it on a short conversation, and on one with instructions, which some templates want.
  ///
  /// @throws IllegalArgumentException if neither can be rendered here
  public void check() {
    var question = ChatMessage.user("?");
    try {
      render(List.of(question));
    } catch (IllegalArgumentException refusal) {
      try {
        render(List.of(ChatMessage.system("?"), question));
      } catch (IllegalArgumentException _) {
        throw refusal;
      }
    }
  }

  /// The library would render these as nothing.
  private static void checkKnown(JinjaSource source) {
    var known = JINJA.getGlobalContext();
    for (var filter : source.filters())
      if (known.getFilter(filter) == null)
        throw new IllegalArgumentException(
            "the chat template's filter '%s' is unknown".formatted(filter));
    for (var test : source.tests())
      if (known.getExpTest(test) == null)
        throw new IllegalArgumentException(
            "the chat template's test 'is %s' is unknown".formatted(test));
  }

  /// The conversation as the model reads it, up to where the assistant begins to speak.
  ///
  /// @throws IllegalArgumentException if the template refuses the conversation, such as one that
  ///   has no user's turn
  public String render(List<ChatMessage> messages) {
    var names = new HashMap<String, Object>(tokens);
    names.put(
        "messages",
        messages.stream()
            .map(message -> Map.of("role", message.role().label(), "content", message.content()))
            .toList());
    names.put("add_generation_prompt", true);
    var result = JINJA.renderForResult(template, names);
    result.getErrors().stream()
        .filter(error -> error.getSeverity() == ErrorType.FATAL)
        .findFirst()
        .ifPresent(error -> {
          throw new IllegalArgumentException("the chat template fails: " + reason(error));
        });
    return result.getOutput();
  }

  /// The conversation as token ids.
  ///
  /// @throws IllegalArgumentException as [#render]
  public int[] prompt(List<ChatMessage> messages, Tokenizer tokenizer) {
    var special = Set.copyOf(tokenizer.specialTokens());
    var spelling = new SpecialSpelling(special);
    var safe =
        messages.stream()
            .map(message ->
                new ChatMessage(message.role(), safe(message.content(), spelling, special)))
            .toList();
    return Arrays.stream(render(safe).split(CUT, -1))
        .flatMapToInt(piece -> ids(piece, tokenizer))
        .toArray();
  }

  private static String safe(String said, SpecialSpelling spelling, Set<String> special) {
    var text = said.replace(CUT, "\uFFFD").replace(AS_TEXT, "\uFFFD");
    return spelling.cut(text).stream()
        .map(piece -> {
          if (piece.isEmpty()) return piece;
          var last = piece.offsetByCodePoints(piece.length(), -1);
          var character = piece.substring(last);
          return special.contains(character)
              ? piece.substring(0, last) + AS_TEXT + character
              : piece;
        })
        .collect(Collectors.joining(CUT));
  }

  private static IntStream ids(String piece, Tokenizer tokenizer) {
    var at = piece.indexOf(AS_TEXT);
    if (at < 0) return Arrays.stream(tokenizer.encodeSpelled(piece));
    var rest = piece.substring(at + 1);
    var end = rest.isEmpty() ? 0 : rest.offsetByCodePoints(0, 1);
    return Stream.of(
            tokenizer.encodeSpelled(piece.substring(0, at)),
            tokenizer.encode(rest.substring(0, end)),
            tokenizer.encodeSpelled(rest.substring(end)))
        .flatMapToInt(Arrays::stream);
  }

  private static String reason(TemplateError error) {
    @Nullable Throwable deepest = error.getException();
    while (deepest != null && deepest.getCause() != null) deepest = deepest.getCause();
    return deepest instanceof Refusal
        ? String.valueOf(deepest.getMessage())
        : String.valueOf(error.getMessage());
  }

  private static final class Refusal extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
      super(message);
    }
  }

  /// `raise_exception`, which templates call where a conversation is not to their taste.
  @SuppressWarnings("DoNotCallSuggester") // templates do
  public static String refuse(String message) {
    throw new Refusal(message);
  }

  /// `strftime_now`: today by Python's pattern, of which templates use days, months and years.
  public static String today(String pattern) {
    var java =
        pattern
            .replace("%d", "dd")
            .replace("%m", "MM")
            .replace("%b", "MMM")
            .replace("%B", "MMMM")
            .replace("%Y", "yyyy");
    if (java.contains("%")) throw new Refusal("the date pattern " + pattern + " is not supported");
    return LocalDate.now(ZoneId.systemDefault())
        .format(DateTimeFormatter.ofPattern(java, Locale.ENGLISH));
  }

  private static Jinjava jinja() {
    var resolver = new CompositeELResolver();
    resolver.add(new PythonMethods());
    resolver.add(JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY);
    var jinja =
        new Jinjava(
            JinjavaConfig.newBuilder()
                .withElResolver(resolver)
                .withNestedInterpretationEnabled(false) // or users' text would be run
                .withMaxOutputSize(MOST_CHARACTERS)
                .withKeepTrailingNewline(true)
                .build());
    var functions = jinja.getGlobalContext();
    functions.registerFunction(
        new ELFunctionDefinition(
            "", "raise_exception", ChatTemplate.class, "refuse", String.class));
    functions.registerFunction(
        new ELFunctionDefinition("", "strftime_now", ChatTemplate.class, "today", String.class));
    return jinja;
  }
}
