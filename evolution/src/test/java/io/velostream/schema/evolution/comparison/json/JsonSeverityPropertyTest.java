// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.Schemas;
import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.SchemaDifference.NotExplained;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The severities of differences beside the verdicts of the format, for random schemas. */
class JsonSeverityPropertyTest {

  private static final int PAIRS = 1_500;
  private static final int LEAST_OF_EACH_VERDICT = 300;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isBreakingExactlyWhereTheFormatFindsAnIncompatibility(long seed) {
    Random random = new Random(seed);
    RandomJson schemas = new RandomJson(random);
    int compatible = 0;
    int incompatible = 0;
    int notExplained = 0;
    for (int i = 0; i < PAIRS; i++) {
      ObjectNode before = schemas.schema();
      ObjectNode after = random.nextInt(3) == 0 ? schemas.schema() : schemas.edited(before);
      List<SchemaDifference> found = differences(before, after);
      for (Direction direction : Direction.values()) {
        boolean isCompatible =
            direction == Direction.BACKWARD ? reads(after, before) : reads(before, after);
        compatible += isCompatible ? 1 : 0;
        incompatible += isCompatible ? 0 : 1;
        assertThat(found.stream().anyMatch(each -> each.severity(direction).isBreaking()))
            .as("%s of%n%s%n%s%n%s", direction, before, after, found)
            .isEqualTo(!isCompatible);
      }
      notExplained += found.stream().anyMatch(NotExplained.class::isInstance) ? 1 : 0;
    }
    assertThat(compatible).isGreaterThan(LEAST_OF_EACH_VERDICT);
    assertThat(incompatible).isGreaterThan(LEAST_OF_EACH_VERDICT);
    assertThat(notExplained).as("pairs of %s", PAIRS).isLessThan(PAIRS / 100);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void findsADifferenceExactlyWhereTreesDiffer(long seed) {
    RandomJson schemas = new RandomJson(new Random(seed));
    int equal = 0;
    for (int i = 0; i < PAIRS; i++) {
      ObjectNode before = schemas.schema();
      ObjectNode after = schemas.edited(before);
      boolean isEqual = before.equals(after);
      equal += isEqual ? 1 : 0;
      assertThat(differences(before, after).isEmpty())
          .as("%s%n%s", before, after)
          .isEqualTo(isEqual);
    }
    assertThat(equal).isBetween(LEAST_OF_EACH_VERDICT / 3, PAIRS - LEAST_OF_EACH_VERDICT);
  }

  private static List<SchemaDifference> differences(ObjectNode before, ObjectNode after) {
    return SchemaComparison.of(Schemas.json(before.toString()), Schemas.json(after.toString()))
        .differences();
  }

  private static boolean reads(ObjectNode reader, ObjectNode writer) {
    return JsonFormat.INSTANCE
        .incompatibilities(JsonSchema.parse(reader.toString()), JsonSchema.parse(writer.toString()))
        .isEmpty();
  }
}
