package dev.uvaha.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.Plot.Side;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlotSvgTest {
  @Test
  void namedRowsAndColumnsStandOnTheAxes() {
    var svg =
        PlotSvg.of(
            new Plot.Heat(
                "map",
                "a map",
                new Side("looks", List.of("first", "second")),
                new Side("is looked at", List.of("left", "middle", "right")),
                List.of(List.of(0.1, 0.2, 0.7), List.of(1.0, 0.0, 0.0))));
    assertThat(svg).contains("first", "second", "left", "middle", "right");
  }

  /// A page that makes a plot narrower then scales it.
  @Test
  void theViewBoxIsThePlotsSize() {
    var root = Pattern.compile("^<svg [^>]*>");
    var lines =
        new Plot.Lines(
            "lines",
            "lines",
            Axis.linear("x"),
            Axis.linear("y"),
            List.of(Series.line("a", List.of(1.0, 2.0), List.of(3.0, 5.0))));
    var heat = new Plot.Heat("map", "map", "rows", "columns", List.of(List.of(1.0, 2.0, 3.0, 5.0)));
    for (var plot : List.of(lines, heat)) {
      var tag = root.matcher(PlotSvg.of(plot));
      assertThat(tag.find()).isTrue();
      assertThat(attribute(tag.group(), "viewBox"))
          .isEqualTo(
              "0 0 %s %s"
                  .formatted(attribute(tag.group(), "width"), attribute(tag.group(), "height")));
    }
  }

  private static String attribute(String tag, String name) {
    var found = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(tag);
    assertThat(found.find()).as(name + " in " + tag).isTrue();
    return found.group(1);
  }

  @Test
  void namesMustBeAsManyAsRows() {
    assertThatThrownBy(() ->
            new Plot.Heat(
                "map",
                "a map",
                new Side("looks", List.of("one")),
                Side.numbered("is looked at"),
                List.of(List.of(1.0), List.of(1.0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("plot map: 1 names for 2 of 'looks'");
  }
}
