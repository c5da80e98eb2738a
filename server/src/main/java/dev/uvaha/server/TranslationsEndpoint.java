package dev.uvaha.server;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Endpoint;
import dev.uvaha.http.Exchange;
import dev.uvaha.http.Worker;
import java.util.ArrayList;
import java.util.List;

/// `POST /v1/translations`: texts in another language. Not of OpenAI's API, but of its manner.
final class TranslationsEndpoint implements Endpoint {
  record Translations(String object, List<Translation> data, String model) {}

  record Translation(String object, int index, String text, String language) {}

  private final Catalog catalog;
  private final RequestLimits limits;
  private final Worker worker;

  TranslationsEndpoint(Catalog catalog, RequestLimits limits, Worker worker) {
    this.catalog = catalog;
    this.limits = limits;
    this.worker = worker;
  }

  @Override
  public void answer(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var named = catalog.translator(fields);
    var texts = Inputs.texts(fields, limits);
    var language = fields.text("language");
    var languages = named.getValue().languages();
    if (language.isPresent() && !languages.contains(language.get()))
      throw fields.wrong("language", "one of " + String.join(", ", languages));
    fields.refuseOthers();
    var data = new ArrayList<Translation>();
    try {
      var translated = worker.run(exchange, () -> named.getValue().translate(texts, language));
      for (var one : translated)
        data.add(new Translation("translation", data.size(), one.text(), one.language()));
    } catch (IllegalArgumentException unfit) {
      throw ApiException.invalid("input", String.valueOf(unfit.getMessage()));
    }
    exchange.json(new Translations("list", data, named.getKey()));
  }
}
