// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.schema;

import static io.velostream.schema.avro.Codecs.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroFormatTest {

  private static final AvroFormat FORMAT = AvroFormat.INSTANCE;

  private static final String MONEY =
      "{'type':'record','name':'a.Money','fields':[{'name':'amount','type':'long'}]}";

  private static ResolvedSchema closure(String root, Dependency... dependencies) {
    List<Dependency> linked = new ArrayList<>();
    for (Dependency dependency : dependencies) {
      linked.add(
          new Dependency(dependency.subjectVersion(), dependency.definition(), links(linked)));
    }
    return new ResolvedSchema(definition(root), links(linked), linked, false);
  }

  private static List<Link> links(List<Dependency> targets) {
    return targets.stream()
        .map(target -> new Link(target.subjectVersion().toString(), target.subjectVersion()))
        .toList();
  }

  private static SchemaDefinition definition(String text) {
    return SchemaDefinition.of("AVRO", text.replace('\'', '"'));
  }

  private static Dependency dependency(String subject, String text) {
    return new Dependency(new SubjectVersion(Subject.of(subject), 1), definition(text), List.of());
  }

  private static String holder(String name, String type) {
    return "{'type':'record','name':'" + name + "','fields':[{'name':'f','type':'" + type + "'}]}";
  }

  @Test
  void resolvesReferencesThroughSeveralLevels() {
    Schema parsed =
        FORMAT.parse(
            closure(
                holder("c.Order", "b.Line"),
                dependency("money", MONEY),
                dependency("line", holder("b.Line", "a.Money"))));

    Schema line = parsed.getField("f").schema();
    assertThat(line.getFullName()).isEqualTo("b.Line");
    assertThat(line.getField("f").schema().getField("amount").schema().getType())
        .isEqualTo(Schema.Type.LONG);
  }

  @Test
  void parsesDiamonds() {
    String root =
        "{'type':'record','name':'Root','fields':[{'name':'l','type':'L'},"
            + "{'name':'r','type':'R'},{'name':'m','type':'a.Money'}]}";

    Schema parsed =
        FORMAT.parse(
            closure(
                root,
                dependency("money", MONEY),
                dependency("left", holder("L", "a.Money")),
                dependency("right", holder("R", "a.Money"))));

    assertThat(parsed.getField("m").schema().getFullName()).isEqualTo("a.Money");
  }

  @Test
  void acceptsOneNameDefinedTwiceInTheSameWay() {
    String left = "{'type':'record','name':'L','fields':[{'name':'f','type':" + MONEY + "}]}";
    String right = "{'type':'record','name':'R','fields':[{'name':'f','type':" + MONEY + "}]}";
    String root =
        "{'type':'record','name':'Root','fields':[{'name':'l','type':'L'},"
            + "{'name':'r','type':'R'}]}";
    ResolvedSchema closure = closure(root, dependency("left", left), dependency("right", right));

    String flat = FORMAT.flatten(closure);

    assertThat(new Schema.Parser().parse(flat)).isEqualTo(FORMAT.parse(closure));
  }

  @Test
  void refusesOneNameDefinedDifferentlyAndNamesBothTexts() {
    ResolvedSchema closure =
        closure(
            holder("Root", "a.Money"),
            dependency("money", MONEY),
            dependency("other", MONEY.replace("long", "double")));

    assertThatThrownBy(() -> FORMAT.parse(closure))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("a.Money")
        .hasMessageContaining("money:1")
        .hasMessageContaining("other:1");
  }

  @Test
  void flattensToOneSelfContainedText() {
    ResolvedSchema closure = closure(holder("Root", "a.Money"), dependency("money", MONEY));

    Schema alone = new Schema.Parser().parse(FORMAT.flatten(closure));

    assertThat(alone).isEqualTo(FORMAT.parse(closure));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "{",
        "[",
        "not json",
        "{}",
        "{'type':'recor'}",
        "{'type':'enum'}",
        "{'type':'record','name':'R'}",
        "{'type':'enum','name':'E','symbols':5}",
        "'Unknown'",
        "{'type':'record','name':'R','fields':[{'name':'f','type':'Missing'}]}",
        "5",
        "'int' 'x'"
      })
  void saysWhereATextDoesNotParse(String text) {
    ResolvedSchema closure = closure("'int'", dependency("broken", text));

    assertThatThrownBy(() -> FORMAT.parse(closure))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("broken:1");
  }

  @Test
  void quotesOnlyTheStartOfALongText() {
    String text = "{'type':'record','name':'R','doc':'" + "x".repeat(100_000) + "'}";

    assertThatThrownBy(() -> FORMAT.parse(closure(text)))
        .isInstanceOf(InvalidSchemaException.class)
        .satisfies(
            thrown -> {
              assertThat(thrown.getMessage()).hasSizeLessThan(500);
              assertThat(thrown.getCause()).isNull();
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 2_000, 100_000})
  void survivesDeepTexts(int depth) {
    String text = "{'type':'array','items':".repeat(depth) + "'int'" + "}".repeat(depth);

    if (depth < 500) {
      assertThat(FORMAT.parse(closure(text)).getType()).isEqualTo(Schema.Type.ARRAY);
    } else {
      assertThatThrownBy(() -> FORMAT.parse(closure(text)))
          .isInstanceOf(InvalidSchemaException.class);
    }
  }

  @Test
  void acceptsNamesAndDefaultsThatStricterParsersRefuse() {
    Schema parsed =
        FORMAT.parse(
            closure(
                "{'type':'record','name':'R','namespace':'my-company.v1','fields':["
                    + "{'name':'f','type':'int','default':'zero'}]}"));

    assertThat(parsed.getFullName()).isEqualTo("my-company.v1.R");
  }

  @Test
  void namesRecordsEnumsAndFixedOnly() {
    assertThat(FORMAT.recordName(schema(MONEY))).isEqualTo("a.Money");
    assertThat(FORMAT.recordName(schema("{'type':'enum','name':'E','symbols':['A']}")))
        .isEqualTo("E");
    assertThat(FORMAT.recordName(schema("'string'"))).isNull();
    assertThat(FORMAT.recordName(schema("['null','int']"))).isNull();
  }

  @Test
  void definesASchemaByItsText() {
    SchemaDefinition definition = FORMAT.definition(schema(MONEY));

    assertThat(definition.type()).isEqualTo("AVRO");
    assertThat(definition.references()).isEmpty();
    assertThat(new Schema.Parser().parse(definition.text())).isEqualTo(schema(MONEY));
  }

  @Test
  void tellsWhereSchemasDiffer() {
    Schema reader =
        schema(
            "{'type':'record','name':'R','fields':[{'name':'a','type':'int'},"
                + "{'name':'b','type':'int'}]}");
    Schema writer = schema("{'type':'record','name':'R','fields':[{'name':'a','type':'string'}]}");

    assertThat(FORMAT.incompatibilities(reader, writer))
        .extracting(Incompatibility::path)
        .containsExactlyInAnyOrder("/fields/0/type", "/fields/1");
    assertThat(FORMAT.incompatibilities(schema("'int'"), schema("'string'")))
        .extracting(Incompatibility::path)
        .containsExactly("");
    assertThat(FORMAT.incompatibilities(writer, writer)).isEmpty();
  }
}
