// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison;

import static io.velostream.schema.evolution.Schemas.field;
import static io.velostream.schema.evolution.Schemas.link;
import static io.velostream.schema.evolution.Schemas.record;
import static io.velostream.schema.evolution.Schemas.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.evolution.Schemas;
import io.velostream.schema.evolution.Schemas.Closure;
import io.velostream.schema.evolution.difference.FieldDifference.FieldAdded;
import io.velostream.schema.evolution.difference.ReferenceDifference.ReferenceAdded;
import io.velostream.schema.evolution.difference.ReferenceDifference.ReferenceMoved;
import io.velostream.schema.evolution.difference.ReferenceDifference.ReferencePinningChanged;
import io.velostream.schema.evolution.difference.ReferenceDifference.ReferenceRemoved;
import io.velostream.schema.evolution.difference.ReferenceStep;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.SchemaDifference.FormatChanged;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.evolution.difference.TypeDifference.TypePromoted;
import io.velostream.schema.evolution.difference.TypeDifference.TypeRenamed;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** References, and what differs inside the schemas that they lead to. */
class ReferencedDifferencesTest {

  private static final String USER = record("User", field("address", "'Address'"));
  private static final String ADDRESS = record("Address", field("zip", "'int'"));
  private static final String NEW_ADDRESS = record("Address", field("zip", "'long'"));

  private static final String JSON_USER =
      "{'type':'object','properties':{'address':{'$ref':'address.json'}}}";
  private static final String JSON_ADDRESS =
      "{'type':'object','properties':{'zip':{'type':'integer'}}}";
  private static final String NEW_JSON_ADDRESS =
      "{'type':'object','properties':{'zip':{'type':'number'}}}";

  private static ResolvedSchema user(int version, String address) {
    return new Closure("AVRO")
        .add("address", version, address)
        .root(USER, link("Address", "address", version));
  }

  private static ResolvedSchema jsonUser(int version, String address) {
    return new Closure("JSON")
        .add("address", version, address)
        .root(JSON_USER, link("address.json", "address", version));
  }

  @Test
  void namesTheReferenceThatLeadsToADifferenceInAvro() {
    List<SchemaDifference> found =
        SchemaComparison.of(user(3, ADDRESS), user(4, NEW_ADDRESS)).differences();

    assertThat(found).hasExactlyElementsOfTypes(ReferenceMoved.class, TypePromoted.class);
    assertThat(found.get(0).sentence())
        .isEqualTo("Reference Address moved from address:3 to address:4");
    assertThat(found.get(1).path()).isEqualTo("address.zip");
    assertThat(found.get(1).references())
        .containsExactly(
            new ReferenceStep("Address", version("address", 3), version("address", 4)));
    assertThat(found.get(1).sentence())
        .isEqualTo(
            "The type of 'address.zip' (inside address:3 to 4) was promoted from int to long");
  }

  @Test
  void namesTheReferenceThatLeadsToADifferenceInJson() {
    List<SchemaDifference> found =
        SchemaComparison.of(jsonUser(3, JSON_ADDRESS), jsonUser(4, NEW_JSON_ADDRESS)).differences();

    assertThat(found).hasExactlyElementsOfTypes(ReferenceMoved.class, TypePromoted.class);
    assertThat(found.get(1).path()).isEqualTo("address.zip");
    assertThat(found.get(1).references())
        .containsExactly(
            new ReferenceStep("address.json", version("address", 3), version("address", 4)));
  }

  private static ResolvedSchema order(int city, int address, String type) {
    return new Closure("AVRO")
        .add("city", city, record("City", field("name", type)))
        .add(
            "address",
            address,
            record("Address", field("city", "'City'")),
            link("City", "city", city))
        .root(USER, link("Address", "address", address));
  }

  @Test
  void followsReferencesOfReferences() {
    List<SchemaDifference> found =
        SchemaComparison.of(order(1, 1, "'string'"), order(2, 2, "'bytes'")).differences();

    assertThat(found)
        .hasExactlyElementsOfTypes(ReferenceMoved.class, ReferenceMoved.class, TypePromoted.class);
    assertThat(found.get(1).sentence())
        .isEqualTo("Reference City moved from city:1 to city:2 (inside address:1 to 2)");
    assertThat(found.get(2).path()).isEqualTo("address.city.name");
    assertThat(found.get(2).references())
        .extracting(ReferenceStep::name)
        .containsExactly("Address", "City");
  }

  private static ResolvedSchema diamond(int version, String type) {
    return new Closure("AVRO")
        .add("money", version, record("Money", field("amount", type)))
        .add("left", 1, record("Left", field("m", "'Money'")), link("Money", "money", version))
        .add("right", 1, record("Right", field("m", "'Money'")), link("Money", "money", version))
        .root(
            record("Root", field("l", "'Left'"), field("r", "'Right'")),
            link("Left", "left", 1),
            link("Right", "right", 1));
  }

  @Test
  void reportsTheTopOfADiamondOnce() {
    List<SchemaDifference> found =
        SchemaComparison.of(diamond(1, "'int'"), diamond(2, "'long'")).differences();

    assertThat(found).filteredOn(TypePromoted.class::isInstance).hasSize(1);
    assertThat(found.get(found.size() - 1).references())
        .extracting(ReferenceStep::name)
        .containsExactly("Left", "Money");
  }

  @Test
  void findsAddedAndRemovedReferences() {
    ResolvedSchema without = Schemas.avro(record("User", field("address", ADDRESS)));

    List<SchemaDifference> added = SchemaComparison.of(without, user(3, ADDRESS)).differences();
    assertThat(added).hasExactlyElementsOfTypes(ReferenceAdded.class);
    assertThat(added.get(0).sentence()).isEqualTo("Reference Address to address:3 was added");
    assertThat(added.get(0).path()).isEqualTo("references[Address]");

    List<SchemaDifference> removed = SchemaComparison.of(user(3, ADDRESS), without).differences();
    assertThat(removed).hasExactlyElementsOfTypes(ReferenceRemoved.class);
  }

  @Test
  void takesTheOnlyReferenceToASubjectForTheSameWhenItsNameHasTheVersion() {
    ResolvedSchema before =
        new Closure("AVRO")
            .add("address", 1, record("v1.Address", field("zip", "'int'")))
            .root(
                record("User", field("address", "'v1.Address'")), link("v1.Address", "address", 1));
    ResolvedSchema after =
        new Closure("AVRO")
            .add("address", 2, record("v2.Address", field("zip", "'int'")))
            .root(
                record("User", field("address", "'v2.Address'")), link("v2.Address", "address", 2));

    List<SchemaDifference> found = SchemaComparison.of(before, after).differences();

    assertThat(found).hasExactlyElementsOfTypes(ReferenceMoved.class, TypeRenamed.class);
    assertThat(found.get(0).sentence())
        .isEqualTo(
            "Reference v2.Address was renamed from v1.Address and moved from address:1 to"
                + " address:2");
  }

  @Test
  void findsAReferenceThatNowFollowsTheNewestVersion() {
    ResolvedSchema pinned = user(3, ADDRESS);
    ResolvedSchema following =
        new ResolvedSchema(
            new SchemaDefinition(
                "AVRO",
                pinned.definition().text(),
                List.of(new SchemaReference("Address", "address", SchemaReference.LATEST)),
                null,
                null),
            pinned.links(),
            pinned.dependencies(),
            true);

    assertThat(SchemaComparison.of(pinned, following).differences())
        .hasExactlyElementsOfTypes(ReferencePinningChanged.class)
        .allSatisfy(
            each ->
                assertThat(each.sentence())
                    .isEqualTo("Reference Address now follows the newest version"));
  }

  @Test
  void comparesAnInlinedTypeWithAReferencedOne() {
    ResolvedSchema inlined =
        Schemas.avro(
            record(
                "User",
                field(
                    "address",
                    record("Address", field("zip", "'int'"), field("street", "'string'", "''")))));

    List<SchemaDifference> found = SchemaComparison.of(user(3, ADDRESS), inlined).differences();

    assertThat(found).hasExactlyElementsOfTypes(ReferenceRemoved.class, FieldAdded.class);
    assertThat(found.get(1).path()).isEqualTo("address.street");
  }

  @Test
  void rejectsReferencesThatAreNotResolved() {
    ResolvedSchema unresolved =
        ResolvedSchema.withoutReferences(
            SchemaDefinition.of("AVRO", USER, new SchemaReference("Address", "address", 1)));

    assertThatThrownBy(() -> SchemaComparison.of(unresolved, user(3, ADDRESS)).differences())
        .isInstanceOf(InvalidReferenceException.class);
  }

  @Test
  void rejectsTextsThatReferToEachOther() {
    ResolvedSchema cycle =
        new Closure("AVRO")
            .add("a", 1, record("A", field("b", "'B'")), link("B", "b", 1))
            .add("b", 1, record("B", field("a", "'A'")), link("A", "a", 1))
            .root(record("R", field("a", "'A'")), link("A", "a", 1));

    assertThatThrownBy(() -> SchemaComparison.of(cycle, cycle).differences())
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("a:1");
  }

  @Test
  void comparesNothingElseBetweenTwoLanguages() {
    List<SchemaDifference> found =
        SchemaComparison.of(user(3, ADDRESS), jsonUser(3, JSON_ADDRESS)).differences();

    assertThat(found).hasExactlyElementsOfTypes(FormatChanged.class);
    assertThat(found.get(0).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(found.get(0).sentence()).isEqualTo("The schema language changed from AVRO to JSON");
  }

  @Test
  void rejectsLanguagesThatItDoesNotKnow() {
    ResolvedSchema protobuf =
        ResolvedSchema.withoutReferences(SchemaDefinition.of("PROTOBUF", "message A {}"));

    assertThatThrownBy(() -> SchemaComparison.of(protobuf, protobuf).differences())
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("PROTOBUF");
  }
}
