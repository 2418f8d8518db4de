// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.observe.lineage.LineageReport.Use;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A report as JSON and as a drawing. */
class LineageReportTest {

  private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2030-01-02T00:00:00Z");

  private final LineageReport report =
      new LineageReport(
          List.of(
              new Use(
                  "shop",
                  "write",
                  "orders",
                  false,
                  "orders-value",
                  "orders-value:2",
                  7,
                  FIRST,
                  LAST),
              new Use(
                  "bil\"ling", "read", "orders", false, null, "orders-value:2", null, FIRST, LAST)),
          new TreeMap<>(Map.of("orders-value:2", List.of("money:1"))));

  @Test
  void jsonHasUsesAndReferences() throws IOException {
    JsonNode json = new ObjectMapper().readTree(report.toJson());

    assertThat(json.get("uses")).hasSize(2);
    JsonNode first = json.get("uses").get(0);
    assertThat(first.get("clientId").textValue()).isEqualTo("shop");
    assertThat(first.get("id").intValue()).isEqualTo(7);
    assertThat(first.get("lastSeen").textValue()).isEqualTo("2030-01-02T00:00:00Z");
    assertThat(json.get("uses").get(1).get("subject").isNull()).isTrue();
    assertThat(json.get("references").get("orders-value:2").get(0).textValue())
        .isEqualTo("money:1");
  }

  @Test
  void theDrawingHasEachNodeOnce() {
    assertThat(report.toMermaid())
        .isEqualTo(
            """
            flowchart LR
              n0(["shop"])
              n1[("orders")]
              n2["orders-value:2"]
              n0 --> n1
              n1 --- n2
              n3(["bil&quot;ling"])
              n1 --> n3
              n4["money:1"]
              n2 -.-> n4
            """);
  }
}
