package dev.uvaha.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldsTest {
  private enum Mask {
    NONE,
    FUTURE_HIDDEN
  }

  private static Fields fields(String json) {
    return Json.of(JsonNames.CAMEL_CASE).fields(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void matricesAreReadRowByRow() {
    assertThat(fields("{\"m\": [[1, 2.5], [-3, 0], [1e-3, 7]]}").matrix("m", 3, 2))
        .isDeepEqualTo(new float[][] {{1, 2.5f}, {-3, 0}, {1e-3f, 7}});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"m\": 1}",
        "{\"m\": []}",
        "{\"m\": [[]]}",
        "{\"m\": [[1, 2], [3]]}",
        "{\"m\": [[1, 2, 3]]}",
        "{\"m\": [[1], [2], [3], [4]]}",
        "{\"m\": [[\"1\"]]}",
        "{\"m\": [[1e99]]}",
        "{\"m\": [[null]]}",
      })
  void whatIsNoMatrixIsRefused(String json) {
    assertThatThrownBy(() -> fields(json).matrix("m", 3, 2))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("'m'");
  }

  @Test
  void nullIsLeftOut() {
    fields("{\"refusal\": null}").refuseOthers();
    assertThatThrownBy(() -> fields("{\"refusal\": false}").refuseOthers())
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("refusal");
  }

  @Test
  void choicesAreNamedInLowerCase() {
    var fields = fields("{\"mask\": \"future-hidden\", \"other\": \"FUTURE_HIDDEN\"}");
    assertThat(fields.choice("mask", Mask.class)).contains(Mask.FUTURE_HIDDEN);
    assertThat(fields.choice("none", Mask.class)).isEmpty();
    assertThatThrownBy(() -> fields.choice("other", Mask.class))
        .isInstanceOf(ApiException.class)
        .hasMessage("'other' must be one of none, future-hidden, got \"FUTURE_HIDDEN\"");
  }

  @Test
  void integersStayWithinTheirBounds() {
    assertThat(fields("{\"order\": [2, 0, 1]}").integers("order", 0, 2)).containsExactly(2, 0, 1);
    assertThat(fields("{}").integers("order", 0, 2)).isEmpty();
    for (var wrong : new String[] {"[3]", "[-1]", "[0.5]", "1", "[\"1\"]"})
      assertThatThrownBy(() -> fields("{\"order\": " + wrong + "}").integers("order", 0, 2))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("'order' must be whole numbers from 0 to 2");
  }
}
