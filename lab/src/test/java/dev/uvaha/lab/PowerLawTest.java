package dev.uvaha.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class PowerLawTest {
  private static final Offset<Double> EXACT = within(1e-12); // a few roundings of doubles

  @Test
  void findsTheLawBehindExactPoints() {
    var law = PowerLaw.fit(List.of(1.0, 2.0, 5.0, 7.0), List.of(3.0, 12.0, 75.0, 147.0));
    assertThat(law.factor()).isCloseTo(3, EXACT);
    assertThat(law.exponent()).isCloseTo(2, EXACT);
    assertThat(law.determination()).isCloseTo(1, EXACT);
    assertThat(law.text()).isEqualTo("2.00 (R² 1.000)");
  }

  @Test
  void pointsOffTheLineLowerTheDetermination() {
    var law = PowerLaw.fit(List.of(1.0, 2.0, 4.0), List.of(1.0, 8.0, 4.0));
    assertThat(law.exponent()).isCloseTo(1, EXACT);
    assertThat(law.determination()).isCloseTo(3.0 / 7, EXACT);
  }

  @Test
  void aConstantIsALaw() {
    var law = PowerLaw.fit(List.of(1.0, 2.0), List.of(5.0, 5.0));
    assertThat(law.exponent()).isZero();
    assertThat(law.determination()).isEqualTo(1);
  }

  @Test
  void refusesWhatHasNoLogarithmOrOnlyOnePlace() {
    assertThatThrownBy(() -> PowerLaw.fit(List.of(1.0, 2.0), List.of(1.0, 0.0)))
        .hasMessage("a power law needs y over 0, got [1.0, 0.0]");
    assertThatThrownBy(() -> PowerLaw.fit(List.of(2.0, 2.0), List.of(1.0, 3.0)))
        .hasMessageStartingWith("a line needs points at two places");
  }
}
