package dev.uvaha.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.nn.Fixture;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {
  @Test
  void halvesAreTheSameWavesInAnotherOrder() {
    try (var _ = TensorScope.open()) {
      var published = Positions.Sinusoidal.create(14).encoding(3, 11);
      var halves =
          Positions.Sinusoidal.create(14, Positions.Sinusoidal.Layout.HALVES).encoding(3, 11);
      for (var i = 0; i < 7; i++) {
        assertThat(halves.select(1, i).contentEquals(published.select(1, 2L * i))).isTrue();
        assertThat(halves.select(1, i + 7L).contentEquals(published.select(1, 2L * i + 1)))
            .isTrue();
      }
    }
  }

  @Test
  void sinusoidsMatchPyTorch() {
    try (var _ = TensorScope.open()) {
      var positions = Positions.Sinusoidal.create(128);
      Fixture.named("sinusoidal_positions").assertMatches("output", positions.encoding(0, 50));
    }
  }

  @Test
  void sinusoidsReachAnyLengthAndAgreeWhereverTheyBegin() {
    try (var _ = TensorScope.open()) {
      var positions = Positions.Sinusoidal.create(6);
      var late = positions.encoding(9_973, 31).toFloats();
      assertThat(late).hasSize(31 * 6);
      assertThat(late[0]).isEqualTo((float) Math.sin(9_973));
      assertThat(late[1]).isEqualTo((float) Math.cos(9_973));
      assertThat(late[2]).isEqualTo((float) Math.sin(9_973 / Math.pow(10_000, 2 / 6.0)));
      var embedded = Tensors.zeros(2, 31, 6);
      assertThat(positions.addTo(embedded, 9_973).select(0, 1).toFloats()).containsExactly(late);
    }
  }

  @Test
  void positionsBeyondWhatAnArrayHoldsAreRefused() {
    var wide = Positions.Sinusoidal.create(1 << 16);
    for (var first : new long[] {1 << 15, Integer.MAX_VALUE, Long.MAX_VALUE, -1})
      assertThatThrownBy(() -> wide.encoding(first, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("positions of width 65536 are 0 to 32766, got 1 from " + first);
    assertThatThrownBy(() -> wide.encoding(0, 1 << 15)).hasMessageEndingWith("got 32768 from 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rotary", "rotary_from_seven"})
  void rotaryMatchesLlama(String name) {
    try (var _ = TensorScope.open()) {
      var fixture = Fixture.named(name);
      var rotary = Positions.Rotary.create(10, 10_000);
      var first = fixture.settings().get("start").asLong();
      var query = fixture.input("query").requireGradient();
      var turned = rotary.rotate(query, first);
      fixture.assertMatches("output.query", turned);
      fixture.assertMatches("output.key", rotary.rotate(fixture.input("key"), first));
      turned.multiply(fixture.upstream()).sum().backward();
      fixture.assertMatches("gradient.input.query", query.gradient().orElseThrow());
    }
  }

  @Test
  void rotaryScoresDependOnDistanceAlone() {
    try (var _ = TensorScope.open()) {
      var rotary = Positions.Rotary.create(10, 10_000);
      var query = Randomness.normal(0, 1, Device.CPU, 1, 1, 1, 10);
      var key = Randomness.normal(0, 1, Device.CPU, 1, 1, 1, 10);
      var score = new AttentionScore.DotProduct();
      var near = score.score(rotary.rotate(query, 5), rotary.rotate(key, 2));
      var far = score.score(rotary.rotate(query, 105), rotary.rotate(key, 102));
      Fixture.assertClose("moved by 100", far, near, 1e-4); // angles of 100 in float32
    }
  }

  @Test
  void learnedPositionsSayWhereTheyEnd() {
    try (var _ = TensorScope.open()) {
      var positions = Positions.Learned.create(7, 6);
      assertThat(positions.parameters().keySet()).containsExactly("table.weight");
      assertThat(positions.addTo(Tensors.zeros(2, 5, 6), 2).shape().is(2, 5, 6)).isTrue();
      assertThatThrownBy(() -> positions.addTo(Tensors.zeros(2, 5, 6), 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Learned positions: there are 7, position 7 was asked for; shorten the input or train"
                  + " with more");
    }
  }
}
