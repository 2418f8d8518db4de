// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References among schema files that are given one by one. */
class FileCatalogTest {

  @TempDir private Path folder;

  @Test
  void referencesAreFoundAmongTheFiles() throws IOException {
    SchemaCatalog catalog =
        FileCatalog.read(
            folder,
            List.of(
                file("orders-value", "avro/o.avsc", record("shop.Order", "Address"), null),
                file("address", "other/a.avsc", record("shop.Address", "string"), null)));

    assertThat(catalog.require(at("orders-value")).definition().references())
        .containsExactly(new SchemaReference("shop.Address", "address", 1));
    assertThat(catalog.graph().dependenciesFirst())
        .containsExactly(at("address"), at("orders-value"));
  }

  @Test
  void givenReferencesAreKeptAndMayLeadElsewhere() throws IOException {
    SchemaReference given = new SchemaReference("shop.Address", "elsewhere", 7);

    SchemaCatalog catalog =
        FileCatalog.read(
            folder,
            List.of(file("orders", "o.avsc", record("shop.Order", "Address"), List.of(given))));

    assertThat(catalog.require(at("orders")).definition().references()).containsExactly(given);
    assertThat(catalog.graph().missing()).hasSize(1);
  }

  @Test
  void messagesNameFilesAndWhatToDo() throws IOException {
    FileCatalog.Source order = file("orders", "o.avsc", record("Order", "Address"), null);
    FileCatalog.Source one = file("one", "1.avsc", record("Address", "string"), null);
    FileCatalog.Source two = file("two", "2.avsc", record("Address", "int"), null);

    assertThatThrownBy(() -> FileCatalog.read(folder, List.of(order)))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("type 'Address' is used at /fields/0/type of o.avsc")
        .hasMessageContaining("none of the 1 schema files defines it");
    assertThatThrownBy(() -> FileCatalog.read(folder, List.of(order, one, two)))
        .hasMessageContaining("both 1.avsc and 2.avsc define it")
        .hasMessageContaining("give the references of orders yourself");
    Files.delete(one.file());
    assertThatThrownBy(() -> FileCatalog.read(folder, List.of(one)))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("the schema file of one does not exist");
  }

  private FileCatalog.Source file(
      String subject, String path, String text, List<SchemaReference> references)
      throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return new FileCatalog.Source(at(subject), "AVRO", file, references);
  }

  private static SubjectVersion at(String subject) {
    return new SubjectVersion(Subject.of(subject), 1);
  }

  private static String record(String name, String type) {
    return "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[{\"name\":\"f\",\"type\":\"%s\"}]}"
        .formatted(name, type);
  }
}
