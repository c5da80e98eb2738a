package dev.uvaha.studio.translate;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Exchange;
import dev.uvaha.http.Route;
import dev.uvaha.studio.pages.StudioContext;
import dev.uvaha.studio.pages.StudioPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the browser asks of Java for the page "Translate".
///
/// | path | takes | answers |
/// |---|---|---|
/// | `GET /api/translate/about` | | [About] |
/// | `POST /api/translate/see` | `text`, `language` if it can't be told by the script, `beam` | [TranslateView.Seen] |
public final class TranslatePage implements StudioPage {
  private static final int MOST_CHARACTERS = 2000;
  private static final int BEAM = 4;

  /// What there is to look into.
  ///
  /// @param aligner the name of the recurrent translator with attention
  /// @param oneVector the name of the one without
  record About(
      String model, List<String> languages, Optional<String> aligner, Optional<String> oneVector) {}

  private final StudioContext context;
  private Optional<Translators> opened = Optional.empty();

  public TranslatePage(StudioContext context) {
    this.context = context;
  }

  @Override
  public String id() {
    return "translate";
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "/api/translate/about",
        Route.get(this::about),
        "/api/translate/see",
        Route.post(this::see));
  }

  private void about(Exchange exchange) throws InterruptedException {
    exchange.json(
        with(
            exchange,
            translators ->
                new About(
                    translators.name(),
                    translators.view().languages(),
                    translators.aligner(),
                    translators.oneVector())));
  }

  private void see(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var text = fields.requiredText("text");
    var language = fields.text("language");
    var beam = fields.integer("beam", 1, TranslateView.WIDEST_BEAM).orElse(BEAM);
    fields.refuseOthers();
    if (text.length() > MOST_CHARACTERS)
      throw ApiException.invalid(
          "text",
          "the text has %,d characters, and %,d are shown at most: give a sentence"
              .formatted(text.length(), MOST_CHARACTERS));
    exchange.json(with(exchange, translators -> translators.view().see(text, language, beam)));
  }

  /// On the worker's thread alone, so that models are read once.
  private <T> T with(Exchange exchange, Function<Translators, T> act) throws InterruptedException {
    return context.computed(exchange, () -> act.apply(translators()));
  }

  private Translators translators() {
    if (opened.isEmpty()) opened = Optional.of(Translators.open(context.model(), context.runs()));
    return opened.orElseThrow();
  }
}
