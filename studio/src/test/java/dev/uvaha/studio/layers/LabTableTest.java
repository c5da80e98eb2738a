package dev.uvaha.studio.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LabTableTest {
  @Test
  void readsTheTablesOfASection() {
    var tables =
        LabTable.read(
            """
            ## Other

            ```
            Not this one
              a  b
              1  2
            ```

            ## Layers

            Text.

            ```
            What was measured
              layer       ms, n = 7  reach
              … with it         0.1  [1, 2]
              other            12.5  over 3

            Cells that are missing
              a  b
              1

            seen      a verdict
                      its evidence
            ```
            """,
            "Layers");
    assertThat(tables)
        .containsExactly(
            new LabTable(
                "What was measured",
                List.of("layer", "ms, n = 7", "reach"),
                List.of(
                    List.of("… with it", "0.1", "[1, 2]"), List.of("other", "12.5", "over 3"))));
  }

  @Test
  void theRecordHasTheLecturesTableCostsAndCrossovers() {
    var tables = LabTable.ofLayers();
    assertThat(tables).hasSize(3);
    assertThat(tables.get(0).rows()).hasSize(4);
    assertThat(tables.get(1).header()).contains("layer", "ms, n = 256");
    assertThat(tables.get(2).header()).startsWith("d", "in operations");
  }
}
