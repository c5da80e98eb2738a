package dev.uvaha.studio.vision;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Exchange;
import dev.uvaha.http.Fields;
import dev.uvaha.http.Route;
import dev.uvaha.images.Picture;
import dev.uvaha.studio.pages.StudioContext;
import dev.uvaha.studio.pages.StudioPage;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Pictures, seen by a Vision Transformer.
///
/// A picture is `{picture}`, a file's content in base64, or `{kind, variant}`, a drawn shape.
/// - `models`: [Models]
/// - `see` of a picture: a [SeenPicture]
/// - `head` `{id, layer, head}`: [Head]
/// - `complete` of a picture, with `{hidden, seed}`: [Completed]
public final class VisionPage implements StudioPage {
  /// What there is to show pictures to.
  ///
  /// @param classifier its name, empty for the one that comes with the library
  /// @param completion the masked autoencoder's name, empty if there is none
  /// @param labels the classifier's
  /// @param shapes that can be drawn, by their numbers
  record Models(String classifier, String completion, List<String> labels, List<String> shapes) {}

  /// Where every token looks.
  @SuppressWarnings("ArrayRecordComponent") // plain numbers for the page
  record Head(float[][] weights) {}

  /// PNGs of a picture, of what is seen of it, and of what is made of that.
  @SuppressWarnings("ArrayRecordComponent") // files for the page
  record Completed(byte[] original, byte[] masked, byte[] completed) {}

  private record Opened(VisionModels models, VisionView view) {}

  private final StudioContext context;
  private @Nullable Opened opened; // of the worker's thread alone

  public VisionPage(StudioContext context) {
    this.context = context;
  }

  @Override
  public String id() {
    return "vision";
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "/api/vision/models", Route.get(this::models),
        "/api/vision/see", Route.post(this::see),
        "/api/vision/head", Route.post(this::head),
        "/api/vision/complete", Route.post(this::complete));
  }

  /// Opens models when they are first asked for.
  private <T> T with(Exchange exchange, Function<Opened, T> use) throws InterruptedException {
    return context.computed(exchange, () -> use.apply(opened()));
  }

  private Opened opened() {
    var now = opened;
    if (now == null) {
      var models = VisionModels.find(context);
      now = new Opened(models, new VisionView(models.classifier()));
      opened = now;
    }
    return now;
  }

  private void models(Exchange exchange) throws InterruptedException {
    exchange.json(
        with(
            exchange,
            now -> {
              var models = now.models.lookingAgain(context);
              opened = new Opened(models, now.view);
              return new Models(
                  models.classifierName(),
                  models.completionName(),
                  models.classifier().labels(),
                  VisionView.shapes());
            }));
  }

  private void see(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var picture = picture(fields);
    fields.refuseOthers();
    exchange.json(with(exchange, now -> now.view.see(picture)));
  }

  private void head(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var id = fields.requiredText("id");
    var layer = fields.integer("layer", 0, 1_000).orElse(0);
    var head = fields.integer("head", 0, 1_000).orElse(0);
    fields.refuseOthers();
    exchange.json(with(exchange, now -> new Head(now.view.head(id, layer, head))));
  }

  private void complete(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var picture = picture(fields);
    var hidden = fields.number("hidden", 0.05, 0.95).orElse(0.75);
    var seed = fields.longInteger("seed").orElse(1);
    fields.refuseOthers();
    exchange.json(
        with(
            exchange,
            now -> {
              var told =
                  now.models
                      .completion()
                      .orElseThrow(() ->
                          ApiException.refused(
                              404, "no_model", "there is no masked autoencoder here"))
                      .complete(picture, hidden, seed);
              return new Completed(
                  VisionView.png(told.originals().getFirst()),
                  VisionView.png(told.masked().getFirst()),
                  VisionView.png(told.completed().getFirst()));
            }));
  }

  private static Picture picture(Fields fields) {
    var sent = fields.text("picture");
    var kind = fields.integer("kind", 0, VisionView.shapes().size() - 1);
    var variant = fields.integer("variant", 0, VisionView.VARIANTS - 1).orElse(0);
    if (sent.isEmpty())
      return VisionView.shape(kind.orElseThrow(() -> fields.missing("picture")), variant);
    try {
      return VisionView.read(Base64.getDecoder().decode(sent.get()));
    } catch (IllegalArgumentException unusable) {
      throw ApiException.invalid("picture", String.valueOf(unusable.getMessage()));
    }
  }
}
