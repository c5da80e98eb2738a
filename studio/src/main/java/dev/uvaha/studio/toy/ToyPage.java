package dev.uvaha.studio.toy;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Exchange;
import dev.uvaha.http.Fields;
import dev.uvaha.http.Route;
import dev.uvaha.lab.toy.ToyNetwork;
import dev.uvaha.lab.toy.ToySequence;
import dev.uvaha.lab.toy.ToySequence.Pairing;
import dev.uvaha.lab.toy.ToyTraining;
import dev.uvaha.studio.pages.StudioPage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/// The toy lab: trainings that last as long as somebody watches their events.
///
/// - `train` `{task, network, rate, seed}`: events, [Begun] first, then [ToyProgress]; they end
///   with a refusal, `gave_way`, if it rested for long and others wanted its place
/// - `control` `{session, act}` or `{session, example}`
public final class ToyPage implements StudioPage {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// What began.
  ///
  /// @param noiseFloor the mean square of the noise: no network does better
  record Begun(String session, long parameters, int examples, int length, double noiseFloor) {}

  private record Done(String session) {}

  private final ToySessions sessions;

  public ToyPage() {
    this(InstantSource.system());
  }

  ToyPage(InstantSource clock) {
    sessions = new ToySessions(clock);
  }

  @Override
  public String id() {
    return "toy";
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "/api/toy/train", Route.post(this::train), "/api/toy/control", Route.post(this::control));
  }

  private void train(Exchange exchange) throws InterruptedException {
    var setting = setting(exchange.fields());
    var session =
        sessions
            .open(setting)
            .orElseThrow(() ->
                ApiException.unavailable(
                    "%d trainings are watched already: stop one, or try again later"
                        .formatted(ToySessions.MOST)));
    try (session) {
      exchange.whenGone(session::close);
      var events = exchange.events();
      events.send(
          new Begun(
              session.id(),
              session.parameterCount(),
              session.examples(),
              ToySequence.LENGTH,
              ToySequence.NOISE_FLOOR));
      while (!session.isClosed()) {
        var progress = session.next(PATIENCE);
        if (progress.isPresent()) events.send(progress.get());
      }
      if (session.gaveWay())
        throw ApiException.refused(
            409,
            "gave_way",
            "this training rested for more than a minute, and others wanted its place: begin another");
      events.done();
    }
  }

  private static ToyTraining.Setting setting(Fields fields) {
    var task = fields.integer("task", 1, 2).orElse(1);
    var network =
        switch (fields.text("network").orElse("attention")) {
          case "convolutions" -> ToyNetwork.Kind.CONVOLUTIONS;
          case "attention" -> ToyNetwork.Kind.ATTENTION;
          case "positions" -> ToyNetwork.Kind.ATTENTION_AND_POSITIONS;
          default -> throw fields.wrong("network", "convolutions, attention or positions");
        };
    var rate = fields.number("rate", 1e-5, 0.1).orElse(2e-3);
    var seed = fields.longInteger("seed").orElse(1);
    fields.refuseOthers();
    return new ToyTraining.Setting(
        task == 1 ? Pairing.BY_KIND : Pairing.BY_SIDE, network, rate, seed);
  }

  private void control(Exchange exchange) {
    var fields = exchange.fields();
    var session =
        sessions
            .find(fields.requiredText("session"))
            .orElseThrow(() ->
                ApiException.refused(404, "no_session", "this training has ended: begin another"));
    var example = fields.integer("example", 0, session.examples() - 1);
    var act = fields.text("act");
    fields.refuseOthers();
    if (example.isPresent()) session.show(example.getAsInt());
    act.ifPresent(name -> session.act(act(fields, name)));
    exchange.json(new Done(session.id()));
  }

  private static ToySession.Act act(Fields fields, String name) {
    for (var act : ToySession.Act.values())
      if (act.name().toLowerCase(Locale.ROOT).equals(name)) return act;
    throw fields.wrong("act", "run, pause or step");
  }

  @Override
  public void close() {
    sessions.close();
  }
}
