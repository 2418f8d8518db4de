// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subjects, versions and references of schema files. */
class FolderCatalogTest {

  @TempDir private Path folder;

  @Test
  void theSubjectIsTheNameOfTheFile() throws IOException {
    write("orders-value.avsc", "'string'");
    write("payments.schema.json", "{}");
    write("refunds.json", "true");
    write("README.md", "no schema");
    write(".hidden/x.avsc", "no schema");

    assertThat(catalog().schemas())
        .extracting(schema -> schema.subjectVersion() + " " + schema.definition().type())
        .containsExactly("orders-value:1 AVRO", "payments:1 JSON", "refunds:1 JSON");
  }

  @Test
  void aFolderOfNumbersHoldsTheVersionsOfASubject() throws IOException {
    write("shop/orders/1.avsc", "'string'");
    write("shop/orders/2.avsc", "'bytes'");
    write("shop/orders/10.avsc", "'int'");

    assertThat(catalog().versions(Subject.of("orders")))
        .extracting(schema -> schema.subjectVersion() + " " + schema.definition().text())
        .containsExactly("orders:1 \"string\"", "orders:2 \"bytes\"", "orders:10 \"int\"");
  }

  @Test
  void percentEncodedCharactersOfFileNamesAreDecoded() throws IOException {
    write("a%2Fb%C3%A4.avsc", "'string'");
    write("100%.avsc", "'string'");

    assertThat(catalog().subjects(SubjectPattern.ALL))
        .extracting(Subject::name)
        .containsExactly("100%", "a/bä");
  }

  @Test
  void thePathOfAVersionIsReadAsThatVersion() {
    for (String subject : List.of("orders-value", ":.lab:a/b", "100%", ".hidden", "ä*?", "7")) {
      for (String type : List.of("AVRO", "JSON")) {
        SubjectVersion at = new SubjectVersion(Subject.parse(subject), 12);
        Path path = FolderCatalog.path(at, type);

        assertThat(path.toString()).matches("[A-Za-z0-9_%-][A-Za-z0-9._%-]*.12\\.(avsc|json)");
        assertThat(FolderCatalog.subjectVersion(path)).isEqualTo(at);
        assertThat(FolderCatalog.schemaType(path)).isEqualTo(type);
      }
    }
    assertThat(FolderCatalog.referencesFile(Path.of("a", "2.avsc")))
        .isEqualTo(Path.of("a", "2.references.json"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FolderCatalog.subjectVersion(Path.of("a.proto")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FolderCatalog.path(new SubjectVersion(Subject.of("a"), 1), "PROTOBUF"));
  }

  @Test
  void anAvroTypeIsFoundByItsFullName() throws IOException {
    write("orders.avsc", record("shop.Order", "Address", "other.Money", "shop.Country"));
    write("address.avsc", record("shop.Address", "{'type':'array','items':'Country'}"));
    write("money.avsc", record("other.Money", "string"));
    write("country.avsc", "{'type':'enum','name':'shop.Country','symbols':['DE']}");

    assertThat(references("orders"))
        .containsExactly(
            new SchemaReference("shop.Address", "address", 1),
            new SchemaReference("other.Money", "money", 1),
            new SchemaReference("shop.Country", "country", 1));
    assertThat(references("address"))
        .containsExactly(new SchemaReference("shop.Country", "country", 1));
  }

  @Test
  void anAvroTypeThatIsDefinedWithinAnotherFileIsFound() throws IOException {
    write("orders.avsc", record("shop.Order", "shop.Kind"));
    write(
        "address.avsc", record("shop.Address", "{'type':'enum','name':'Kind','symbols':['HOME']}"));

    RegisteredSchema orders = catalog().requireLatest(Subject.of("orders"));
    assertThat(orders.definition().references())
        .containsExactly(new SchemaReference("shop.Kind", "address", 1));
    assertThat(
            AvroFormat.INSTANCE
                .parse(catalog().resolve(orders, ReferenceSettings.DEFAULT))
                .getField("f0")
                .schema()
                .getEnumSymbols())
        .containsExactly("HOME");
  }

  @Test
  void aReferencePinsTheNewestVersionThatDefinesTheType() throws IOException {
    write("orders.avsc", record("shop.Order", "shop.Address"));
    write("address/1.avsc", record("shop.Address", "string"));
    write("address/2.avsc", record("shop.Address", "string", "string"));
    write("address/3.avsc", record("shop.Place", "string"));

    assertThat(references("orders"))
        .containsExactly(new SchemaReference("shop.Address", "address", 2));
  }

  @Test
  void aFileOfReferencesReplacesWhatIsFound() throws IOException {
    write("orders.avsc", record("shop.Order", "shop.Address"));
    write("orders.references.json", "[{'name':'shop.Address','subject':'address','version':1}]");
    write("address/1.avsc", record("shop.Address", "string"));
    write("address/2.avsc", record("shop.Address", "string", "string"));

    assertThat(references("orders"))
        .containsExactly(new SchemaReference("shop.Address", "address", 1));
  }

  @Test
  void aDeclaredReferenceToNothingIsAnError() throws IOException {
    write("orders.avsc", record("shop.Order", "shop.Address"));
    write("orders.references.json", "[{'name':'shop.Address','subject':'address','version':7}]");

    assertThatThrownBy(this::catalog)
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("orders:1 refers to address:7")
        .hasMessageContaining("add it, or correct the file references.json of orders:1");
  }

  @Test
  void aMissingTypeIsAnErrorThatSaysWhereAndWhatToDo() throws IOException {
    write("orders.avsc", record("shop.Order", "string", "shop.Adress"));
    write("address.avsc", record("shop.Address", "string"));

    assertThatThrownBy(this::catalog)
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessage(
            "type 'shop.Adress' is used at /fields/1/type of orders.avsc, and no schema file of "
                + folder
                + " defines it; add a file that does, or correct the name (the nearest name is"
                + " 'shop.Address')");
  }

  @Test
  void aTypeOfTwoSubjectsIsAnErrorThatNamesBothFiles() throws IOException {
    write("orders.avsc", record("shop.Order", "shop.Address"));
    write("address.avsc", record("shop.Address", "string"));
    write("place.avsc", record("shop.Address", "string"));

    assertThatThrownBy(this::catalog)
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("both address.avsc and place.avsc define it")
        .hasMessageContaining("orders.references.json");
  }

  @Test
  void aCycleIsAnErrorWithTheWholePath() throws IOException {
    write("a.avsc", record("A", "B"));
    write("b.avsc", record("B", "C"));
    write("c.avsc", record("C", "A"));

    assertThatThrownBy(this::catalog)
        .isInstanceOfSatisfying(
            InvalidReferenceException.class,
            e -> assertThat(e.path()).containsExactly("a:1", "b:1", "c:1", "a:1"))
        .hasMessageContaining("a:1 → b:1 → c:1 → a:1");
  }

  @Test
  void jsonReferencesAreFoundByIdentifierPathAndName() throws IOException {
    write(
        "orders.schema.json",
        "{'$id':'https://shop.example/orders','properties':{"
            + "'a':{'$ref':'address#/$defs/street'},"
            + "'b':{'$ref':'common/money.json'},"
            + "'c':{'$ref':'country'},"
            + "'d':{'$ref':'#/$defs/own'},"
            + "'e':{'$ref':'http://json-schema.org/draft-07/schema#'},"
            + "'f':{'const':{'$ref':'data'}}},'$defs':{'own':{}}}");
    write(
        "places/address.json",
        "{'$id':'https://shop.example/address','$defs':{'street':{'type':'string'}}}");
    write("common/money.json", "{'type':'number'}");
    write("country.json", "{'type':'string'}");

    assertThat(references("orders"))
        .containsExactly(
            new SchemaReference("address", "address", 1),
            new SchemaReference("common/money.json", "money", 1),
            new SchemaReference("country", "country", 1));
  }

  @Test
  void foundJsonReferencesResolve() throws IOException {
    write("orders.json", "{'properties':{'a':{'$ref':'common/money.json'}}}");
    write("common/money.json", "{'type':'number','minimum':0}");

    SchemaCatalog catalog = catalog();
    assertThat(
            JsonFormat.INSTANCE.flatten(
                catalog.resolve(
                    catalog.requireLatest(Subject.of("orders")), ReferenceSettings.DEFAULT)))
        .contains("\"minimum\":0");
  }

  @Test
  void aRelativePathPinsAVersion() throws IOException {
    write("orders/1.json", "{'$ref':'../money/1.json'}");
    write("orders/2.json", "{'$ref':'money'}");
    write("money/1.json", "{'type':'number'}");
    write("money/2.json", "{'type':'integer'}");

    assertThat(catalog().versions(Subject.of("orders")))
        .extracting(schema -> schema.definition().references().get(0).version())
        .containsExactly(1, 2);
  }

  @Test
  void aMissingJsonReferenceIsAnError() throws IOException {
    write("orders.json", "{'properties':{'a/b':{'$ref':'monney.json#/x'}}}");
    write("money.json", "{'type':'number'}");

    assertThatThrownBy(this::catalog)
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("$ref 'monney.json' is used at /properties/a~1b/$ref of orders.json")
        .hasMessageContaining("the nearest name is 'money.json'");
  }

  @Test
  void dependenciesComeFirst() throws IOException {
    write("a.avsc", record("A", "B", "C"));
    write("b.avsc", record("B", "C"));
    write("c.avsc", record("C", "int"));

    assertThat(catalog().graph().dependenciesFirst())
        .extracting(SubjectVersion::toString)
        .containsExactly("c:1", "b:1", "a:1");
  }

  @Test
  void brokenJsonIsAnErrorWithFileAndLine() throws IOException {
    write("a.avsc", "{\n 'type': }");

    assertThatThrownBy(this::catalog)
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("a.avsc is not JSON: line 2, column ");
  }

  @Test
  void aFileThatIsNotUtf8IsAnError() throws IOException {
    Files.write(folder.resolve("a.avsc"), "\"ä\"".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(this::catalog)
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("a.avsc is not UTF-8");
  }

  @Test
  void twoFilesOfOneVersionAreAnError() throws IOException {
    write("x/a.avsc", "'int'");
    write("y/a.json", "{}");

    assertThatThrownBy(this::catalog)
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("both x/a.avsc and y/a.json of");
  }

  @Test
  void aMissingFolderIsAnError() {
    assertThatThrownBy(() -> FolderCatalog.read(folder.resolve("none")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot read the schema files of");
  }

  private SchemaCatalog catalog() {
    return FolderCatalog.read(folder);
  }

  private List<SchemaReference> references(String subject) {
    return catalog().requireLatest(Subject.of(subject)).definition().references();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text.replace('\'', '"'));
  }

  /** A record with a field for each type. */
  static String record(String name, String... types) {
    StringBuilder fields = new StringBuilder();
    for (int field = 0; field < types.length; field++) {
      String type = types[field].startsWith("{") ? types[field] : "'" + types[field] + "'";
      fields.append(field == 0 ? "" : ",").append("{'name':'f" + field + "','type':" + type + "}");
    }
    return ("{'type':'record','name':'" + name + "','fields':[" + fields + "]}").replace('\'', '"');
  }
}
