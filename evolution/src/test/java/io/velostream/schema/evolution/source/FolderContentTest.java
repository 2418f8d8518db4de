// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.evolution.source.FolderContent.Fault;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that hold files with faults, and layouts of versions. */
class FolderContentTest {

  @TempDir private Path folder;

  @Test
  void oneBadFileDoesNotStandInTheWayOfTheOthers() throws IOException {
    write("good.avsc", "'string'");
    write("empty.avsc", " ");
    write("mark.json", "\ufeff{}");
    write("broken.json", "{'type':");
    write("latin.avsc", "");
    Files.write(folder.resolve("latin.avsc"), "\"ä\"".getBytes(StandardCharsets.ISO_8859_1));
    write("user.avsc", FolderCatalogTest.record("User", "shop.Missing"));

    FolderContent content = FolderCatalog.readAll(folder);

    assertThat(content.catalog().graph().nodes())
        .extracting(SubjectVersion::toString)
        .containsExactly("good:1");
    assertThat(content.faults())
        .extracting(Fault::sentence)
        .anyMatch(each -> each.contains("empty.avsc is empty"))
        .anyMatch(each -> each.contains("mark.json starts with a byte order mark (BOM)"))
        .anyMatch(each -> each.contains("broken.json is not JSON: line 1"))
        .anyMatch(each -> each.contains("latin.avsc is not UTF-8"))
        .anyMatch(each -> each.contains("type 'shop.Missing' is used at /fields/0/type of user"))
        .hasSize(5);
    assertThat(content.newestVersions()).hasSize(6);
  }

  @Test
  void theNewestVersionIsNotAnOlderOneIfItsFileIsBad() throws IOException {
    write("a/1.avsc", FolderCatalogTest.record("A", "string"));
    write("a/2.avsc", "{");
    write("b.avsc", FolderCatalogTest.record("B", "A"));
    write("c.avsc", FolderCatalogTest.record("C", "A"));
    write("c.references.json", "[{'name':'A','subject':'a','version':1}]");
    FolderContent content = FolderCatalog.readAll(folder);

    assertThatThrownBy(() -> content.require(Subject.of("a"), SchemaReference.LATEST))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("2.avsc is not JSON");
    assertThat(content.require(Subject.of("a"), 1)).isNotNull();
    assertThatThrownBy(() -> content.resolve(content.require(Subject.of("b"), 1)))
        .hasMessageContaining("b.avsc refers to a, and ")
        .hasMessageContaining("2.avsc is not JSON");
    assertThat(content.resolve(content.require(Subject.of("c"), 1)).dependencies()).hasSize(1);
  }

  @Test
  void aCycleIsAFaultOfItsMembersOnly() throws IOException {
    write("a.avsc", FolderCatalogTest.record("A", "B"));
    write("b.avsc", FolderCatalogTest.record("B", "A"));
    write("c.avsc", FolderCatalogTest.record("C", "string"));
    FolderContent content = FolderCatalog.readAll(folder);

    assertThat(content.faults()).isEmpty();
    assertThat(content.catalog().graph().cycles()).hasSize(1);
    assertThatThrownBy(() -> content.resolve(content.require(Subject.of("a"), 1)))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("a.avsc: ");
    assertThat(content.resolve(content.require(Subject.of("c"), 1))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%d.avsc", "v%d.avsc", "V%d.avsc", "%02d.avsc", "v%03d.avsc"})
  void numbersWithAndWithoutALetterAreVersions(String name) throws IOException {
    for (int version : List.of(1, 2, 10)) {
      write("orders/" + name.formatted(version), "'string'");
    }

    assertThat(FolderCatalog.read(folder).graph().nodes())
        .extracting(SubjectVersion::toString)
        .containsExactly("orders:1", "orders:2", "orders:10");
    assertThat(FolderCatalog.read(folder.resolve("orders")).graph().nodes())
        .extracting(SubjectVersion::toString)
        .containsExactly("orders:1", "orders:2", "orders:10");
  }

  @Test
  void versionsStartFromOneAndAreUnique() throws IOException {
    write("orders/0.avsc", "'string'");
    write("orders/1.avsc", "'string'");
    write("orders/v1.avsc", "'string'");

    assertThat(FolderCatalog.readAll(folder).faults())
        .extracting(Fault::sentence)
        .anyMatch(each -> each.contains("would be version 0, and versions start from 1"))
        .anyMatch(each -> each.contains("both orders/1.avsc and orders/v1.avsc of"));
  }

  @Test
  void filesOfOtherProgramsAreNoSchemas() throws IOException {
    write("package.json", "{'name':'x'}");
    write("node_modules/x/schema.json", "{}");
    write("orders.json", "{}");

    assertThat(FolderCatalog.readAll(folder).newestVersions()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CON", "nul", "com1", "aux.value", "end.", "LPT9"})
  void namesThatWindowsDoesNotPermitAreEncoded(String subject) {
    SubjectVersion at = new SubjectVersion(Subject.of(subject), 2);
    Path path = FolderCatalog.path(at, "AVRO");

    assertThat(path.getName(0).toString()).contains("%");
    assertThat(FolderCatalog.subjectVersion(path)).isEqualTo(at);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text.replace('\'', '"'));
  }
}
