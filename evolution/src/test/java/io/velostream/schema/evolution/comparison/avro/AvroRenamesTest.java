// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.avro;

import static io.velostream.schema.evolution.Schemas.avro;
import static io.velostream.schema.evolution.Schemas.avroRecord;
import static io.velostream.schema.evolution.Schemas.field;
import static io.velostream.schema.evolution.Schemas.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.FieldDifference.FieldAdded;
import io.velostream.schema.evolution.difference.FieldDifference.FieldRemoved;
import io.velostream.schema.evolution.difference.FieldDifference.FieldRenamed;
import io.velostream.schema.evolution.difference.FieldDifference.LikelyRename;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.evolution.difference.TypeDifference.TypeRenamed;
import io.velostream.schema.model.ResolvedSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields and types with another name: proved by aliases, or likely. */
class AvroRenamesTest {

  private static final String ID = field("id", "'long'");

  private static List<SchemaDifference> between(ResolvedSchema before, ResolvedSchema after) {
    return SchemaComparison.of(before, after).differences();
  }

  private static SchemaDifference only(ResolvedSchema before, ResolvedSchema after) {
    assertThat(between(before, after)).hasSize(1);
    return between(before, after).get(0);
  }

  private static void assertEffect(SchemaDifference found, Severity backward, Severity forward) {
    assertThat(found.severity(Direction.BACKWARD)).isEqualTo(backward);
    assertThat(found.severity(Direction.FORWARD)).isEqualTo(forward);
  }

  @Test
  void takesAnAliasForTheProofOfARename() {
    List<SchemaDifference> found =
        between(
            avroRecord(field("name", "'string'", "''")),
            avroRecord("{'name':'fullName','type':'string','default':'','aliases':['name']}"));

    assertThat(found)
        .anySatisfy(
            each -> {
              assertThat(each).isInstanceOf(FieldRenamed.class);
              assertThat(each.sentence())
                  .isEqualTo(
                      "Field 'fullName' was renamed from 'name', by an alias in the new schema");
              assertEffect(each, Severity.INFO, Severity.WARNING);
            })
        .noneMatch(FieldAdded.class::isInstance);
  }

  @Test
  void takesAnAliasInTheOldSchemaForTheProofOfARename() {
    List<SchemaDifference> found =
        between(
            avroRecord("{'name':'name','type':'string','aliases':['fullName']}"),
            avroRecord(field("fullName", "'string'")));

    assertThat(found)
        .anySatisfy(
            each -> {
              assertThat(each).isInstanceOf(FieldRenamed.class);
              assertEffect(each, Severity.CRITICAL, Severity.INFO);
            });
  }

  @Test
  void suggestsALikelyRenameBesideTheFacts() {
    List<SchemaDifference> found =
        between(
            avroRecord(ID, field("customerId", "'long'")),
            avroRecord(ID, field("customer_id", "'long'")));

    assertThat(found)
        .hasExactlyElementsOfTypes(FieldAdded.class, FieldRemoved.class, LikelyRename.class);
    assertThat(found.get(2).sentence())
        .isEqualTo(
            "Suggestion: field 'customer_id' may be 'customerId' renamed, because both are of type"
                + " long and the names are alike");
    assertThat(found.get(2).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void suggestsARenameToAnAbbreviationThatBecameOptional() {
    List<SchemaDifference> found =
        between(
            avroRecord(field("heliocentricX", "'float'"), field("heliocentricVX", "'float'")),
            avroRecord(
                field("helio_x", "['null','float']", "null"),
                field("helio_vx", "['null','float']", "null")));

    assertThat(found)
        .filteredOn(LikelyRename.class::isInstance)
        .extracting(each -> ((LikelyRename) each).before() + " to " + each.path())
        .containsExactlyInAnyOrder("heliocentricX to helio_x", "heliocentricVX to helio_vx");
  }

  @Test
  void suggestsNoRenameBetweenFieldsOfOtherTypes() {
    assertThat(
            between(
                avroRecord(field("customerId", "'long'")),
                avroRecord(field("customer_id", "'string'"))))
        .noneMatch(LikelyRename.class::isInstance);
  }

  @Test
  void suggestsEachFieldOnce() {
    List<SchemaDifference> found =
        between(
            avroRecord(field("address", "'string'")),
            avroRecord(field("address1", "'string'"), field("address2", "'string'")));

    assertThat(found).filteredOn(LikelyRename.class::isInstance).hasSize(1);
  }

  @Test
  void findsARenamedTypeWithAndWithoutAnAlias() {
    SchemaDifference unproved = only(avro(record("R", ID)), avro(record("S", ID)));
    assertThat(unproved).isInstanceOf(TypeRenamed.class);
    assertEffect(unproved, Severity.CRITICAL, Severity.CRITICAL);

    List<SchemaDifference> proved =
        between(
            avro(record("R", ID)),
            avro("{'type':'record','name':'S','aliases':['R'],'fields':[" + ID + "]}"));
    assertThat(proved)
        .anySatisfy(
            each -> {
              assertThat(each).isInstanceOf(TypeRenamed.class);
              assertEffect(each, Severity.INFO, Severity.CRITICAL);
            });
  }
}
