// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.evolution.impact.Impact;
import io.velostream.schema.evolution.impact.ImpactAnalysis;
import io.velostream.schema.evolution.source.SchemaCatalogBuilder;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * What drawings show, in each language. The SVGs are written to target/drawings, to be looked at.
 */
class GraphDrawingTest {

  @Test
  void newestVersionsOfMatchingSubjectsAreDrawnWithAllThatTheyReferTo() {
    assertThat(SampleGraphs.three().nodes())
        .extracting(node -> node.name() + ", " + node.detail() + ", " + node.state())
        .containsExactly(
            "address, version 2 · depth 0, PLAIN",
            "customer, version 1 · depth 1, PLAIN",
            "orders-value, version 7 · depth 2, SELECTED");
  }

  @Test
  void cyclesImpactAndMissingTargetsHaveTheirStates() {
    assertThat(SampleGraphs.ten().nodes())
        .extracting(node -> node.name() + " " + node.version() + " " + node.state())
        .containsExactly(
            "com.shop.Address 2 PLAIN",
            "com.shop.Customer 5 CYCLE",
            "com.shop.Item 9 IMPACT",
            "com.shop.Loyalty 1 CYCLE",
            "com.shop.common.Country 1 PLAIN",
            "com.shop.common.Money 3 → 4 CHANGED",
            "invoices-value 3 IMPACT",
            "orders-value 12 IMPACT",
            "refunds-value 1 IMPACT",
            "tree-value 1 CYCLE",
            "com.shop.Reason 2 MISSING");
  }

  @Test
  void depthLimitsWhatIsFollowed() {
    SchemaCatalogBuilder schemas = chain("a", "b", "c", "d");

    assertThat(drawn(schemas, DrawingSelection.of(new SubjectPattern("b")).withMaxDepth(1)))
        .containsExactly("b", "c");
    assertThat(
            drawn(
                schemas,
                DrawingSelection.of(new SubjectPattern("b")).withDependents().withMaxDepth(1)))
        .containsExactly("a", "b", "c");
  }

  @Test
  void allVersionsAreDrawnOnDemand() {
    SchemaCatalogBuilder schemas = chain("a");
    schemas.add(Subject.of("a"), 2, SchemaDefinition.of("AVRO", "\"int\""));

    assertThat(drawn(schemas, DrawingSelection.of(SubjectPattern.ALL))).containsExactly("a");
    assertThat(drawn(schemas, DrawingSelection.of(SubjectPattern.ALL).withAllVersions()))
        .containsExactly("a", "a");
  }

  @Test
  void anImpactAloneIsDrawnWithWhatItTouches() {
    SchemaCatalogBuilder schemas = chain("a", "b", "c", "d");
    schemas.add(Subject.of("c"), 2, SchemaDefinition.of("AVRO", "\"int\""));
    Impact impact =
        new ImpactAnalysis(
                schemas.build(), (before, after) -> Verdict.FULL, ReferenceSettings.DEFAULT)
            .of(new SubjectVersion(Subject.of("c"), 1), 2, null);

    assertThat(GraphDrawing.of(schemas.build(), DrawingSelection.of(impact)).nodes())
        .extracting(node -> node.name() + " " + node.version() + " " + node.state())
        .containsExactly("a 1 IMPACT", "b 1 IMPACT", "c 1 → 2 CHANGED");
  }

  @Test
  void aPatternThatNothingMatchesIsAnError() {
    assertThatThrownBy(() -> drawn(chain("a"), DrawingSelection.of(new SubjectPattern("none-*"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no subject matches 'none-*'");
  }

  @Test
  void mermaidHasNodesArrowsAndColours() {
    assertThat(SampleGraphs.three().toMermaid())
        .startsWith("flowchart LR\n  n0[\"address<br/>version 2 · depth 0\"]:::plain\n")
        .contains("  n1 --> n0\n", "  n2 -.-> n1\n", "  classDef cycle fill:#ffc9c9");
    assertThat(SampleGraphs.ten().toMermaid()).contains("linkStyle", "stroke:#e5484d");
  }

  @Test
  void mermaidEscapesNames() {
    assertThat(SampleGraphs.odd().toMermaid())
        .contains("a#34;b#60;c#62;#38;d#92;e#39;f")
        .contains("end#59; #37;#37;#123;x#125;#96;y#96;#35;35#59;")
        .contains("a#32;b#32;c");
  }

  @Test
  void dotHasNodesArrowsAndColours() {
    assertThat(SampleGraphs.three().toDot())
        .startsWith("digraph schemas {")
        .contains("n0 [label=\"address\\nversion 2 · depth 0\", fillcolor=\"#eef2f7\"")
        .contains("n2 -> n1 [color=\"#7d8793\", style=dashed];");
  }

  @Test
  void dotEscapesNames() {
    assertThat(SampleGraphs.odd().toDot()).contains("[label=\"a\\\"b<c>&amp;d\\\\e'f\\nversion");
  }

  @Test
  void svgIsXmlWhateverTheNamesAre() throws Exception {
    Document svg = parsed(SampleGraphs.odd().toSvg());

    assertThat(texts(svg)).contains("a\"b<c>&d\\e'f", "注文-テーブル", "a�b�c�");
  }

  @Test
  void svgShortensLongNamesAndKeepsThemAsTitles() throws Exception {
    String name = "com.example.a.very.long.name.of.a.package.that.no.box.can.hold.Order-value";
    Document svg = parsed(SampleGraphs.odd().toSvg());

    assertThat(texts(svg)).contains("com.example.a.very.long…ox.can.hold.Order-value");
    assertThat(svg.getElementsByTagName("title").item(1).getTextContent()).isNotEmpty();
    assertThat(SampleGraphs.odd().toSvg()).contains("<title>" + name + ", version 1");
  }

  @Test
  void svgHasNoLinksAndNoScripts() {
    assertThat(SampleGraphs.ten().toSvg()).doesNotContain("href", "<script", "url(http", "@import");
  }

  @Test
  void svgIsLimitedInSize() {
    assertThatThrownBy(() -> SampleGraphs.random(GraphDrawing.MAX_SVG_NODES + 1, 1).toSvg())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("narrow the pattern or the depth to at most 2000 schemas");
  }

  @Test
  void svgOfTheLargestSizeIsDrawn() {
    assertThat(SampleGraphs.random(GraphDrawing.MAX_SVG_NODES, 1).toSvg()).endsWith("</svg>\n");
  }

  @Test
  void samplesAreWrittenToBeLookedAt() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "drawings"));
    Map<String, GraphDrawing> samples =
        Map.of(
            "big",
            SampleGraphs.random(120, 5),
            "three",
            SampleGraphs.three(),
            "ten",
            SampleGraphs.ten(),
            "forty",
            SampleGraphs.forty(),
            "odd",
            SampleGraphs.odd());
    for (Map.Entry<String, GraphDrawing> sample : samples.entrySet()) {
      Path base = folder.resolve(sample.getKey() + ".svg");
      Files.writeString(base, sample.getValue().toSvg());
      Files.writeString(folder.resolve(sample.getKey() + ".mmd"), sample.getValue().toMermaid());
      Files.writeString(folder.resolve(sample.getKey() + ".dot"), sample.getValue().toDot());
      assertThat(base).isNotEmptyFile();
    }
  }

  private static SchemaCatalogBuilder chain(String... subjects) {
    SchemaCatalogBuilder schemas = new SchemaCatalogBuilder();
    for (int index = 0; index < subjects.length; index++) {
      SchemaReference[] references =
          index + 1 < subjects.length
              ? new SchemaReference[] {new SchemaReference("x", subjects[index + 1], 1)}
              : new SchemaReference[0];
      schemas.add(
          Subject.of(subjects[index]), 1, SchemaDefinition.of("AVRO", "\"string\"", references));
    }
    return schemas;
  }

  private static List<String> drawn(SchemaCatalogBuilder schemas, DrawingSelection selection) {
    return GraphDrawing.of(schemas.build(), selection).nodes().stream()
        .map(DrawnNode::name)
        .toList();
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document svg) {
    NodeList nodes = svg.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int index = 0; index < nodes.getLength(); index++) {
      texts.add(nodes.item(index).getTextContent());
    }
    return texts;
  }
}
