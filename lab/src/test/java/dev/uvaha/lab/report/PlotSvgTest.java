package dev.uvaha.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Side;
import java.util.List;
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
