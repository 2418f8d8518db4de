// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class AvroFlatteningTest {

  private static final AvroFormat FORMAT = AvroFormat.INSTANCE;

  @Test
  void flattensRandomClosuresToTheSameFingerprint() {
    int flattened = 0;
    for (long seed = 0; seed < 3_000; seed++) {
      RandomClosure.Sample sample = RandomClosure.of(seed);

      assertThat(form(FORMAT.parse(sample.resolved())))
          .as("composed, seed %d", seed)
          .isEqualTo(form(sample.meant()));
      String flat;
      try {
        flat = FORMAT.flatten(sample.resolved());
      } catch (InvalidSchemaException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("without namespace");
        continue;
      }
      Schema alone = new Schema.Parser().parse(flat);
      flattened++;

      assertThat(SchemaNormalization.parsingFingerprint64(alone))
          .as("flattened, seed %d: %s", seed, flat)
          .isEqualTo(SchemaNormalization.parsingFingerprint64(sample.meant()));
      assertThat(definitions(flat, "a.Money")).as(flat).isLessThanOrEqualTo(1);
    }
    assertThat(flattened).isGreaterThan(2_800);
  }

  @Test
  void readsAShortNameAsItsOwnReferencesMeanIt() {
    Dependency bare = dependency("bare", record("Money", "'long'"));
    Dependency spaced = dependency("spaced", record("b.Money", "'string'"));
    Dependency line = dependency("line", record("b.Line", "'Money'"), bare);

    Schema parsed =
        FORMAT.parse(closure(record("Root", "'b.Line'", "'b.Money'"), bare, spaced, line));

    assertThat(parsed.getField("f0").schema().getField("f0").schema().getFullName())
        .isEqualTo("Money");
  }

  @Test
  void refusesToFlattenWhatNoSingleTextCanSay() {
    Dependency bare = dependency("bare", record("Money", "'long'"));
    Dependency spaced = dependency("spaced", record("b.Money", "'string'"));
    Dependency line = dependency("line", record("b.Line", "'Money'"), bare);
    ResolvedSchema closure =
        closure(record("Root", "'Money'", "'b.Money'", "'b.Line'"), bare, spaced, line);

    assertThatThrownBy(() -> FORMAT.flatten(closure))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("give that type a namespace");
  }

  @Test
  void takesNoDefaultOrPropertyForADefinition() {
    Dependency money = dependency("money", record("a.Money", "'long'"));
    String root =
        record("Root", "'a.Money'")
            .replace("{\"type\"", "{\"like\":{\"type\":\"fixed\",\"name\":\"a.Money\"},\"type\"");

    assertThat(FORMAT.parse(closure(root, money)).getField("f0").schema().getFullName())
        .isEqualTo("a.Money");
  }

  private static String form(Schema schema) {
    return SchemaNormalization.toParsingForm(schema);
  }

  /** How often a text defines a type of this full name, as Avro writes definitions. */
  private static int definitions(String text, String fullName) {
    int dot = fullName.lastIndexOf('.');
    String start =
        "\"name\":\""
            + fullName.substring(dot + 1)
            + "\",\"namespace\":\""
            + fullName.substring(0, dot)
            + "\"";
    return text.split(java.util.regex.Pattern.quote(start), -1).length - 1;
  }

  private static String record(String name, String... types) {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < types.length; i++) {
      fields.append(i == 0 ? "" : ",");
      fields.append("{'name':'f").append(i).append("','type':").append(types[i]).append("}");
    }
    return ("{'type':'record','name':'" + name + "','fields':[" + fields + "]}").replace('\'', '"');
  }

  private static Dependency dependency(String subject, String text, Dependency... targets) {
    return new Dependency(
        new SubjectVersion(Subject.of(subject), 1),
        SchemaDefinition.of("AVRO", text),
        links(List.of(targets)));
  }

  private static ResolvedSchema closure(String root, Dependency... dependencies) {
    return new ResolvedSchema(
        SchemaDefinition.of("AVRO", root),
        links(List.of(dependencies)),
        List.of(dependencies),
        false);
  }

  private static List<Link> links(List<Dependency> targets) {
    return targets.stream()
        .map(target -> new Link(target.subjectVersion().toString(), target.subjectVersion()))
        .toList();
  }
}
