// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FlowChartTest {

  private static final Pattern RECT =
      Pattern.compile(
          "<rect x=\"([\\d.]+)\" y=\"([\\d.]+)\" width=\"([\\d.]+)\" height=\"([\\d.]+)\"");

  @Test
  void readsNodesArrowsAndLabels() {
    FlowChart chart =
        FlowChart.parse(
            """
            flowchart LR
              a["first one"] -->|"by id"| b[second]
              b -.-> c["third<br>line"]
              c --> a
            """);

    assertThat(chart.nodes())
        .containsEntry("a", "first one")
        .containsEntry("b", "second")
        .containsEntry("c", "third<br>line");
    assertThat(chart.arrows())
        .containsExactly(
            new FlowChart.Arrow("a", "b", "by id", false),
            new FlowChart.Arrow("b", "c", null, true),
            new FlowChart.Arrow("c", "a", null, false));
    assertThat(chart.layers()).containsEntry("a", 0).containsEntry("b", 1).containsEntry("c", 2);
    assertThat(chart.isBack(chart.arrows().get(2))).isTrue();
  }

  @Test
  void refusesWhatItDoesNotDraw() {
    assertThatThrownBy(() -> FlowChart.parse("sequenceDiagram"))
        .hasMessageContaining("flowchart LR or TD, not: sequenceDiagram");
    assertThatThrownBy(() -> FlowChart.parse("flowchart LR\n  a --> b --> c"))
        .hasMessageContaining("neither a node nor an arrow: b --> c");
  }

  @Test
  void drawsBoxesThatDoNotOverlapInBothDirections() {
    for (String direction : List.of("LR", "TD")) {
      FlowChart chart =
          FlowChart.parse(
              "flowchart "
                  + direction
                  + "\n a[\"a long text of a box\"] --> b\n a --> c[\"two<br>lines\"]\n b --> d\n"
                  + " c --> d\n a --> d\n d --> a");

      List<double[]> boxes = boxes(FlowChartSvg.of(chart, "a & b"));

      assertThat(boxes).hasSize(4);
      for (int i = 0; i < boxes.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(overlap(boxes.get(i), boxes.get(j))).isFalse();
        }
      }
    }
  }

  private static List<double[]> boxes(String svg) {
    List<double[]> boxes = new ArrayList<>();
    for (MatchResult rect : RECT.matcher(svg).results().toList()) {
      double[] box = new double[4];
      for (int i = 0; i < 4; i++) {
        box[i] = Double.parseDouble(rect.group(i + 1));
      }
      boxes.add(box);
    }
    return boxes;
  }

  private static boolean overlap(double[] a, double[] b) {
    return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];
  }
}
