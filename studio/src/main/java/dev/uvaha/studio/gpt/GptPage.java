package dev.uvaha.studio.gpt;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Exchange;
import dev.uvaha.http.Fields;
import dev.uvaha.http.Route;
import dev.uvaha.models.block.HeadAblation.Place;
import dev.uvaha.studio.language.ModelChoice;
import dev.uvaha.studio.language.SamplingFields;
import dev.uvaha.studio.pages.StudioContext;
import dev.uvaha.studio.pages.StudioPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What the browser asks of Java for the page "GPT".
///
/// What is looked into is `model` (a name that is told; else the first), `prompt`, `added` (numbers
/// of tokens after it) and `off` (heads that are switched off, as `layer.head`).
///
/// | path | takes | answers |
/// |---|---|---|
/// | `POST /api/gpt/about` | `model` | [ModelChoice] of [Sizes] |
/// | `POST /api/gpt/pass` | what is looked into | [Pass] |
/// | `POST /api/gpt/block` | the same and `layer` | [BlockView] |
/// | `POST /api/gpt/lens` | the same | [Pass.Lens] |
/// | `POST /api/gpt/next` | the same and `temperature`, `topK`, `topP`, `seed` | [Drawn] |
public final class GptPage implements StudioPage {
  private static final int MOST_CHARACTERS = 2000;
  private static final int MOST_OFF = 4096;
  private static final Pattern PLACE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  /// The model that was looked into last.
  private record Opened(Path folder, GptView view) {}

  /// The next token.
  ///
  /// @param id empty if the model ends the text
  record Drawn(Optional<Integer> id, Optional<String> token) {}

  private final StudioContext context;
  private Optional<Opened> opened = Optional.empty();

  public GptPage(StudioContext context) {
    this.context = context;
  }

  @Override
  public String id() {
    return "gpt";
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "/api/gpt/about", Route.post(this::about),
        "/api/gpt/pass", Route.post(this::pass),
        "/api/gpt/block", Route.post(this::block),
        "/api/gpt/lens", Route.post(this::lens),
        "/api/gpt/next", Route.post(this::next));
  }

  private void about(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var model = fields.text("model");
    fields.refuseOthers();
    exchange.json(ModelChoice.of(context.texts(), () -> with(exchange, model, GptView::sizes)));
  }

  private void pass(Exchange exchange) throws InterruptedException {
    answer(
        exchange,
        fields -> {
          var asked = asked(fields);
          return view -> view.pass(asked);
        });
  }

  private void block(Exchange exchange) throws InterruptedException {
    answer(
        exchange,
        fields -> {
          var asked = asked(fields);
          var layer = fields.integer("layer", 0, 9999).orElseThrow(() -> fields.missing("layer"));
          return view -> view.block(asked, layer);
        });
  }

  private void lens(Exchange exchange) throws InterruptedException {
    answer(
        exchange,
        fields -> {
          var asked = asked(fields);
          return view -> view.lens(asked);
        });
  }

  private void next(Exchange exchange) throws InterruptedException {
    answer(
        exchange,
        fields -> {
          var asked = asked(fields);
          var sampling = SamplingFields.read(fields);
          var seed = fields.longInteger("seed").orElse(1);
          return view -> {
            var id = view.next(asked, sampling, seed);
            return new Drawn(id, id.map(view::token));
          };
        });
  }

  /// Reads the fields, all of them, and answers what their model's view says.
  private void answer(Exchange exchange, Function<Fields, Function<GptView, Object>> read)
      throws InterruptedException {
    var fields = exchange.fields();
    var model = fields.text("model");
    var act = read.apply(fields);
    fields.refuseOthers();
    exchange.json(with(exchange, model, act));
  }

  private static Asked asked(Fields fields) {
    var prompt = fields.text("prompt").orElse("");
    if (prompt.length() > MOST_CHARACTERS)
      throw ApiException.invalid(
          "prompt",
          "the prompt has %,d characters, and %,d are read at most: shorten it"
              .formatted(prompt.length(), MOST_CHARACTERS));
    return new Asked(prompt, fields.integers("added", 0, Integer.MAX_VALUE), places(fields));
  }

  private static List<Place> places(Fields fields) {
    var given = fields.value("off");
    if (given.isEmpty() || given.get().isEmpty()) return List.of();
    if (given.get().size() > MOST_OFF)
      throw fields.wrong("off", "%d heads at most".formatted(MOST_OFF));
    return fields.texts("off").stream()
        .map(text -> {
          var match = PLACE.matcher(text);
          if (!match.matches()) throw fields.wrong("off", "heads, each as layer.head");
          return new Place(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
        })
        .toList();
  }

  /// On the worker's thread alone, so that the model is read once.
  private <T> T with(Exchange exchange, Optional<String> model, Function<GptView, T> act)
      throws InterruptedException {
    return context.computed(exchange, () -> act.apply(view(model)));
  }

  private GptView view(Optional<String> model) {
    var folder = context.texts().folder(model);
    if (opened.filter(one -> one.folder().equals(folder)).isEmpty())
      opened = Optional.of(new Opened(folder, GptView.of(context.texts().model(model))));
    return opened.orElseThrow().view();
  }
}
