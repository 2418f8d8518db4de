// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.examples.subjects.AvroSubjects.Part;
import io.velostream.schema.examples.subjects.AvroSubjects.Reference;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSubjectsTest {
  private static final String ROOT = "orders-value";

  @Test
  void putsEachNamedTypeUnderItsFullNameBeforeWhatUsesIt() {
    List<Part> parts =
        split(
            """
            {"type":"record","name":"Order","namespace":"shop","fields":[
              {"name":"payer","type":{"type":"record","name":"Customer","fields":[
                {"name":"home","type":{"type":"record","name":"Address","namespace":"post","fields":[
                  {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["A"]}}]}},
                {"name":"work","type":["null","post.Address"],"default":null}]}},
              {"name":"kind","type":"post.Kind"}]}
            """);

    assertThat(parts)
        .extracting(Part::subject)
        .containsExactly("post.Kind", "post.Address", "shop.Customer", ROOT);
    assertThat(parts.get(2).text())
        .isEqualTo(
            "{\"type\":\"record\",\"name\":\"Customer\",\"namespace\":\"shop\",\"fields\":["
                + "{\"name\":\"home\",\"type\":\"post.Address\"},"
                + "{\"name\":\"work\",\"type\":[\"null\",\"post.Address\"],\"default\":null}]}");
    assertThat(parts.get(3).references())
        .containsExactly(
            new Reference("shop.Customer", "shop.Customer"),
            new Reference("post.Kind", "post.Kind"));
  }

  @Test
  void keepsTypesOfACycleTogetherAndRefersToThemByAUsedName() {
    List<Part> parts =
        split(
            """
            {"type":"record","name":"a.Top","fields":[
              {"name":"one","type":{"type":"record","name":"b.One","fields":[
                {"name":"leaf","type":{"type":"fixed","name":"c.Leaf","size":2}},
                {"name":"two","type":["null",{"type":"record","name":"b.Two","fields":[
                  {"name":"back","type":["null","b.One"]},{"name":"leaf","type":"c.Leaf"}]}]}]}},
              {"name":"user","type":{"type":"record","name":"d.User","fields":[
                {"name":"two","type":"b.Two"}]}}]}
            """);

    assertThat(parts).extracting(Part::subject).containsExactly("c.Leaf", "b.One", "d.User", ROOT);
    assertThat(parts.get(1).references()).containsExactly(new Reference("c.Leaf", "c.Leaf"));
    assertThat(parts.get(2).references()).containsExactly(new Reference("b.Two", "b.One"));
    assertThat(parts.get(3).references())
        .containsExactly(new Reference("b.One", "b.One"), new Reference("d.User", "d.User"));
  }

  @Test
  void leavesARecursiveRootInOnePart() {
    List<Part> parts =
        split(
            """
            {"type":"record","name":"out.List","fields":[
              {"name":"rest","type":["null",{"type":"record","name":"in.Link","fields":[
                {"name":"next","type":["null","out.List"]}]}],"default":null}]}
            """);

    assertThat(parts).extracting(Part::subject).containsExactly(ROOT);
    assertThat(parts.get(0).references()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"string\"",
        "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":4,\"scale\":2}",
        "[\"null\",{\"type\":\"fixed\",\"name\":\"a.F\",\"size\":3},{\"type\":\"array\",\"items\":\"a.F\"}]",
        "{\"type\":\"array\",\"items\":{\"type\":\"map\",\"values\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"X\"],\"default\":\"X\"}},\"p\":{\"q\":[1]}}",
        "{\"type\":\"error\",\"name\":\"n.E\",\"aliases\":[\"Old\",\"m.Older\"],\"doc\":\"d\",\"fields\":[{\"name\":\"d\",\"type\":\"double\",\"default\":1.5E300,\"order\":\"descending\",\"aliases\":[\"x\"],\"doc\":\"e\"}]}",
        "{\"type\":\"record\",\"name\":\"n.R\",\"fields\":[{\"name\":\"plain\",\"type\":{\"type\":\"fixed\",\"name\":\"F\",\"namespace\":\"\",\"size\":1}},{\"name\":\"again\",\"type\":\"F\"}]}",
        "{\"type\":\"record\",\"name\":\"n.R\",\"fields\":[{\"name\":\"f\",\"type\":{\"type\":\"fixed\",\"name\":\"enum\",\"size\":1}},{\"name\":\"again\",\"type\":\"n.enum\"}]}"
      })
  void givesBackSchemasOfEveryKind(String text) {
    assertThat(split(text)).last().extracting(Part::subject).isEqualTo(ROOT);
  }

  @Test
  void doesNotSplitWhereANameWouldMeanAnother() {
    List<Part> parts =
        split(
            """
            [{"type":"fixed","name":"F","size":1},
             {"type":"record","name":"n.R","fields":[
               {"name":"f","type":{"type":"fixed","name":"n.F","size":2}}]}]
            """);

    assertThat(parts).extracting(Part::subject).containsExactly(ROOT);
  }

  @Test
  void refusesARootSubjectThatIsTheNameOfAType() {
    Schema schema = parse("[\"null\",{\"type\":\"fixed\",\"name\":\"a.F\",\"size\":3}]");

    assertThatThrownBy(() -> AvroSubjects.split(schema, "a.F"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.F");
  }

  @Test
  void splitsAChainOfTypes() {
    Schema schema = Schema.createFixed("chain.T0", null, null, 1);
    for (int i = 1; i <= 30; i++) {
      Schema.Field next = new Schema.Field("next", schema);
      schema = Schema.createRecord("chain.T" + i, null, null, false, List.of(next));
    }

    List<Part> parts = AvroSubjects.split(schema, ROOT);

    assertThat(parts).hasSize(31);
    assertGivesBack(schema, parts);
  }

  @Test
  void givesBackRandomSchemas() {
    int split = 0;
    int together = 0;
    for (long seed = 0; seed < 500; seed++) {
      Schema schema = parse(RandomSchemas.from(seed).toString());
      List<Part> parts = AvroSubjects.split(schema, ROOT);
      assertGivesBack(schema, parts);
      split += parts.size() > 1 ? 1 : 0;
      together += parts.stream().mapToInt(part -> definitions(part) > 1 ? 1 : 0).sum();
    }
    assertThat(split).as("schemas with more than one part").isGreaterThan(150);
    assertThat(together).as("parts with more than one type").isGreaterThan(20);
  }

  @Test
  void givesBackTheSchemasOfTheCorpus() throws IOException {
    List<Path> files = corpus();
    for (Path file : files) {
      Schema schema = writerSchema(file.toFile());
      List<Part> parts = AvroSubjects.split(schema, ROOT);
      assertThat(parts).as(file.toString()).hasSizeGreaterThan(3);
      assertGivesBack(schema, parts);
    }
  }

  /** The Avro files below the folder that the system property {@code corpus.dir} names. */
  private static List<Path> corpus() throws IOException {
    String folder = System.getProperty("corpus.dir");
    if (folder == null || folder.isEmpty()) {
      System.err.println("### corpus.dir is NOT SET: no schema of a real file was split ###");
      return List.of();
    }
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".avro")).sorted().toList();
      assertThat(found).as("Avro files in " + folder).isNotEmpty();
      return found;
    }
  }

  private static Schema writerSchema(File file) {
    try (DataFileReader<Object> reader = new DataFileReader<>(file, new GenericDatumReader<>())) {
      return reader.getSchema();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static List<Part> split(String text) {
    Schema schema = parse(text);
    List<Part> parts = AvroSubjects.split(schema, ROOT);
    assertGivesBack(schema, parts);
    return parts;
  }

  private static void assertGivesBack(Schema schema, List<Part> parts) {
    Schema.Parser parser = new Schema.Parser();
    Schema last = schema;
    for (Part part : parts) {
      last = parser.parse(part.text());
    }
    assertThat(last).as(schema.toString()).isEqualTo(schema).hasToString(schema.toString());
    Set<String> subjects = new HashSet<>();
    for (Part part : parts) {
      assertThat(subjects.add(part.subject())).as("once: " + part.subject()).isTrue();
      assertThat(subjects).containsAll(part.references().stream().map(Reference::subject).toList());
      assertParsesWithItsReferences(part, parts);
    }
    assertThat(parts.get(parts.size() - 1).subject()).isEqualTo(ROOT);
  }

  /** As a registry does it: what a part refers to, directly or not, and nothing else, is known. */
  private static void assertParsesWithItsReferences(Part part, List<Part> parts) {
    Set<String> wanted = new HashSet<>(Set.of(part.subject()));
    List<Part> needed = new ArrayList<>();
    for (int i = parts.indexOf(part); i >= 0; i--) {
      if (wanted.contains(parts.get(i).subject())) {
        needed.add(0, parts.get(i));
        parts.get(i).references().forEach(reference -> wanted.add(reference.subject()));
      }
    }
    Schema.Parser parser = new Schema.Parser();
    needed.forEach(each -> parser.parse(each.text()));
    part.references().forEach(use -> assertThat(parser.getTypes()).containsKey(use.name()));
  }

  private static int definitions(Part part) {
    return Pattern.compile("\"type\":\"(record|error|enum|fixed)\"").split(part.text()).length - 1;
  }

  private static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }
}
