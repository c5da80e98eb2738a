package dev.uvaha.studio.chat;

import dev.uvaha.generation.GeneratedText.Ending;
import dev.uvaha.generation.Generation;
import dev.uvaha.http.ApiException;
import dev.uvaha.http.Exchange;
import dev.uvaha.http.Fields;
import dev.uvaha.http.Route;
import dev.uvaha.language.chat.ChatMessage;
import dev.uvaha.studio.chat.ChatView.About;
import dev.uvaha.studio.chat.ChatView.Asked;
import dev.uvaha.studio.chat.ChatView.Written;
import dev.uvaha.studio.language.ModelChoice;
import dev.uvaha.studio.language.SamplingFields;
import dev.uvaha.studio.pages.StudioContext;
import dev.uvaha.studio.pages.StudioPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/// What the browser asks of Java for the page "Chat".
///
/// | path | takes | answers |
/// |---|---|---|
/// | `POST /api/chat/about` | `model` (a name that is told; else the first) | [ModelChoice] of [About] |
/// | `POST /api/chat/write` | the same; `messages` of `role` and `content`; `begun`, tokens that the answer begins with; `temperature`, `topK`, `topP`, `seed`, `maximumTokens` | events: [More], in the end [End] |
public final class ChatPage implements StudioPage {
  /// Of a turn: an answer of the most tokens has room.
  private static final int MOST_CHARACTERS = 8000;

  private static final int MOST_MESSAGES = 64;
  private static final int MOST_TOKENS = 512;

  /// What came.
  record More(String text, List<Written> tokens) {}

  /// How it ended.
  record End(Ending ending) {}

  private final StudioContext context;
  private final ChatModels models = new ChatModels();

  public ChatPage(StudioContext context) {
    this.context = context;
  }

  @Override
  public String id() {
    return "chat";
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "/api/chat/about", Route.post(this::about), "/api/chat/write", Route.post(this::write));
  }

  private void about(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var model = fields.text("model");
    fields.refuseOthers();
    exchange.json(ModelChoice.of(context.texts(), () -> about(exchange, model)));
  }

  private About about(Exchange exchange, Optional<String> model) throws InterruptedException {
    try (var lease = take(exchange, model)) {
      return lease.view().about();
    }
  }

  private void write(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var model = fields.text("model");
    var asked =
        new Asked(
            messages(fields),
            fields.integers("begun", 0, Integer.MAX_VALUE),
            SamplingFields.read(fields),
            fields.longInteger("seed").orElse(1),
            fields.integer("maximumTokens", 1, MOST_TOKENS).orElse(MOST_TOKENS));
    fields.refuseOthers();
    try (var lease = take(exchange, model);
        var generation = begin(lease.view(), asked)) {
      exchange.whenGone(generation::close);
      tell(exchange, lease.view(), generation);
    }
  }

  private static Generation begin(ChatView view, Asked asked) {
    try {
      return view.write(asked);
    } catch (IllegalArgumentException unfit) {
      throw ApiException.invalid("messages", String.valueOf(unfit.getMessage()));
    } catch (RejectedExecutionException full) {
      throw ApiException.unavailable(String.valueOf(full.getMessage()));
    }
  }

  private static void tell(Exchange exchange, ChatView view, Generation generation)
      throws InterruptedException {
    var events = exchange.events();
    for (var piece = generation.next(); piece.isPresent(); piece = generation.next())
      events.send(
          new More(piece.get().text(), piece.get().tokens().stream().map(view::written).toList()));
    events.send(new End(generation.text().ending()));
    events.done();
  }

  private static List<ChatMessage> messages(Fields fields) {
    var messages = new ArrayList<ChatMessage>();
    for (var message : fields.objects("messages")) {
      var content = message.requiredText("content");
      if (content.length() > MOST_CHARACTERS)
        throw message.wrong(
            "content", "a text of %,d characters at most".formatted(MOST_CHARACTERS));
      messages.add(
          switch (message.requiredText("role")) {
            case "system" -> ChatMessage.system(content);
            case "user" -> ChatMessage.user(content);
            case "assistant" -> ChatMessage.assistant(content);
            default -> throw message.wrong("role", "system, user or assistant");
          });
      message.refuseOthers();
    }
    if (messages.isEmpty() || messages.size() > MOST_MESSAGES)
      throw fields.wrong("messages", "1 to %d of them".formatted(MOST_MESSAGES));
    return messages;
  }

  /// Models are read on the worker's thread alone.
  private ChatModels.Lease take(Exchange exchange, Optional<String> model)
      throws InterruptedException {
    try {
      return models.take(context.computed(exchange, () -> opened(model)));
    } catch (RejectedExecutionException full) {
      throw ApiException.unavailable(String.valueOf(full.getMessage()));
    }
  }

  private Path opened(Optional<String> model) {
    var folder = context.texts().folder(model);
    models.open(folder, () -> context.texts().model(model));
    return folder;
  }

  @Override
  public void close() {
    models.close();
  }
}
