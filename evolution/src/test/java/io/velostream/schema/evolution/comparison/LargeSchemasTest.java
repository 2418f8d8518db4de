// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.evolution.Schemas;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.SchemaDifference.NotExplained;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class LargeSchemasTest {

  /** Rings of records whose pairs are as many as the product of their lengths. */
  private static Schema ring(int length) {
    List<Schema> records = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      records.add(Schema.createRecord("R" + i, null, null, false));
    }
    for (int i = 0; i < length; i++) {
      Schema next = records.get((i + 1) % length);
      Schema optional = Schema.createUnion(Schema.create(Schema.Type.NULL), next);
      records.get(i).setFields(List.of(new Schema.Field("next", optional)));
    }
    return records.get(0);
  }

  @Test
  void endsAndSaysSoWhenTypesHaveTooManyPairs() {
    SchemaComparison comparison = SchemaComparison.of(ring(449), ring(450));

    assertThat(comparison.differences()).anyMatch(NotExplained.class::isInstance);
    assertThat(comparison.isCompatible(Direction.BACKWARD)).isFalse();
    assertThat(comparison.isCompatible(Direction.FORWARD)).isFalse();
  }

  @Test
  void comparesManyFieldsThatAllHaveAnotherName() {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      before.add(Schemas.field("old" + i, "'int'", "0"));
      after.add(Schemas.field("fresh" + i, "'int'", "0"));
    }

    SchemaComparison comparison =
        SchemaComparison.of(
            Schemas.avroRecord(before.toArray(String[]::new)),
            Schemas.avroRecord(after.toArray(String[]::new)));

    assertThat(comparison.differences()).hasSize(10_000);
    assertThat(comparison.isCompatible(Direction.BACKWARD)).isTrue();
  }
}
