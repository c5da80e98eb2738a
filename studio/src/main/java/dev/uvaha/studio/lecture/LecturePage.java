package dev.uvaha.studio.lecture;

import dev.uvaha.http.Route;
import dev.uvaha.studio.pages.StudioContext;
import dev.uvaha.studio.pages.StudioPage;
import java.util.List;
import java.util.Map;

/// Page `lecture`.
public final class LecturePage implements StudioPage {
  record Lecture(List<Slide> slides) {}

  private LecturePage() {}

  /// Needs nothing.
  public static LecturePage open(StudioContext context) {
    return new LecturePage();
  }

  @Override
  public String id() {
    return "lecture";
  }

  @Override
  public Map<String, Route> routes() {
    var lecture = new Lecture(Slides.ALL);
    return Map.of("/api/lecture/slides", Route.get(exchange -> exchange.json(lecture)));
  }
}
