// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.FieldDifference;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.SchemaDifference.NotExplained;
import io.velostream.schema.evolution.difference.TypeDifference.LogicalTypeChanged;
import java.util.List;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The severities of differences beside the verdicts of Avro itself, for random schemas. */
class AvroSeverityPropertyTest {

  private static final int PAIRS = 4_000;
  private static final int LEAST_OF_EACH_VERDICT = 500;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isBreakingExactlyWhereAvroCannotRead(long seed) {
    Random random = new Random(seed);
    RandomAvro schemas = new RandomAvro(random);
    int readable = 0;
    int unreadable = 0;
    for (int i = 0; i < PAIRS; i++) {
      Schema before = schemas.schema();
      Schema after = random.nextInt(3) == 0 ? schemas.schema() : schemas.evolved(before);
      List<SchemaDifference> found = SchemaComparison.of(before, after).differences();
      for (Direction direction : Direction.values()) {
        boolean isReadable =
            direction == Direction.BACKWARD ? reads(after, before) : reads(before, after);
        readable += isReadable ? 1 : 0;
        unreadable += isReadable ? 0 : 1;
        if (!isRejectedByException(before, after)) {
          assertThat(found).noneMatch(NotExplained.class::isInstance);
        }
        assertThat(isBroken(found, direction))
            .as("%s of%n%s%n%s%n%s", direction, before, after, found)
            .isEqualTo(!isReadable);
      }
    }
    assertThat(readable).isGreaterThan(LEAST_OF_EACH_VERDICT);
    assertThat(unreadable).isGreaterThan(LEAST_OF_EACH_VERDICT);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void findsADifferenceExactlyWhereTextsDiffer(long seed) {
    Random random = new Random(seed);
    RandomAvro schemas = new RandomAvro(random);
    int equal = 0;
    for (int i = 0; i < PAIRS; i++) {
      Schema before = schemas.schema();
      Schema after = schemas.evolved(before);
      boolean isEqual = before.toString().equals(after.toString());
      equal += isEqual ? 1 : 0;
      List<SchemaDifference> found = SchemaComparison.of(before, after).differences();
      found =
          found.stream().filter(each -> !(each instanceof FieldDifference.AmbiguousAlias)).toList();
      assertThat(found.isEmpty()).as("%s%n%s%n%s", before, after, found).isEqualTo(isEqual);
    }
    assertThat(equal).isBetween(LEAST_OF_EACH_VERDICT / 2, PAIRS - LEAST_OF_EACH_VERDICT);
  }

  private static boolean isBroken(List<SchemaDifference> found, Direction direction) {
    return found.stream()
        .filter(each -> !(each instanceof LogicalTypeChanged))
        .anyMatch(each -> each.severity(direction).isBreaking());
  }

  private static boolean isRejectedByException(Schema before, Schema after) {
    try {
      var unused = SchemaCompatibility.checkReaderWriterCompatibility(after, before);
      unused = SchemaCompatibility.checkReaderWriterCompatibility(before, after);
      return false;
    } catch (AvroRuntimeException e) {
      return true;
    }
  }

  private static boolean reads(Schema reader, Schema writer) {
    boolean isCompatible;
    try {
      isCompatible =
          SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
              == SchemaCompatibilityType.COMPATIBLE;
    } catch (AvroRuntimeException e) { // a field has its name and its alias in the writer
      isCompatible = false;
    }
    assertThat(AvroFormat.INSTANCE.incompatibilities(reader, writer).isEmpty())
        .isEqualTo(isCompatible);
    return isCompatible;
  }
}
