// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.evolution.comparison.avro.RandomAvro;
import java.io.IOException;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Random pairs of schemas and random records, against Avro's own resolution. */
class AvroTransformerPropertyTest {

  private static final int PAIRS = 20_000;
  private static final int RECORDS = 4;

  private int transformed;
  private int equalToAvro;
  private int beyondAvro;
  private int refused;
  private int unconvertible;

  /** Without logical types, which Avro ignores. */
  @Test
  void isEqualToAvroWhereverAvroReads() throws IOException {
    for (int seed = 0; seed < PAIRS; seed++) {
      Random random = new Random(seed);
      RandomAvro schemas = new RandomAvro(random);
      Schema before = schemas.schema();
      Schema after = random.nextInt(3) == 0 ? schemas.schema() : schemas.evolved(before);
      check(seed, withoutLogicalTypes(before), withoutLogicalTypes(after), random, true);
    }
    report("without logical types");
    assertThat(equalToAvro).isGreaterThan(PAIRS);
    assertThat(beyondAvro).isGreaterThan(PAIRS / 10);
  }

  @Test
  void isValidWithLogicalTypes() throws IOException {
    for (int seed = 0; seed < PAIRS; seed++) {
      Random random = new Random(seed);
      RandomAvro schemas = new RandomAvro(random);
      Schema before = schemas.schema();
      Schema after = random.nextInt(3) == 0 ? schemas.schema() : schemas.evolved(before);
      check(seed, before, after, random, false);
    }
    report("with logical types");
    assertThat(transformed).isGreaterThan(PAIRS);
  }

  private void report(String what) {
    System.out.printf(
        "OK %s: %d records transformed, %d equal to Avro, %d beyond Avro, %d refused;"
            + " %d pairs unconvertible%n",
        what, transformed, equalToAvro, beyondAvro, refused, unconvertible);
  }

  private static Schema withoutLogicalTypes(Schema schema) {
    return new Schema.Parser()
        .setValidateDefaults(false)
        .parse(schema.toString().replace("\"logicalType\"", "\"formerType\""));
  }

  private void check(int seed, Schema before, Schema after, Random random, boolean isCompared)
      throws IOException {
    if (before.getType() != Schema.Type.RECORD || after.getType() != Schema.Type.RECORD) {
      return;
    }
    AvroTransformer transformer;
    try {
      transformer = AvroTransformer.of(before, after, TransformOptions.NONE);
    } catch (UnconvertibleSchemaException e) {
      unconvertible++;
      assertThat(isReadByAvro(before, after))
          .as("seed " + seed + ": " + before + " to " + after + ": " + e.getMessage())
          .isFalse();
      return;
    }
    AvroValues values = new AvroValues(random);
    for (int i = 0; i < RECORDS; i++) {
      GenericRecord record = values.record(before);
      if (record != null) {
        byte[] data = AvroValues.encoded(record);
        byte[] expected = isCompared ? byAvro(data, before, after) : null;
        check("seed " + seed + ": " + before + " to " + after, transformer, record, expected);
      }
    }
  }

  private void check(
      String pair, AvroTransformer transformer, GenericRecord record, byte[] expected)
      throws IOException {
    byte[] made;
    try {
      GenericRecord converted = transformer.apply(record);
      made = AvroValues.encoded(converted);
      AvroValues.decoded(made, transformer.after(), transformer.after());
    } catch (ConversionException e) {
      assertThat(expected).as("Avro reads: " + pair + ", but " + e.getMessage()).isNull();
      refused++;
      return;
    }
    transformed++;
    if (expected != null) {
      Schema after = transformer.after();
      assertThat(AvroValues.decoded(made, after, after))
          .as(pair)
          .isEqualTo(AvroValues.decoded(expected, after, after));
      equalToAvro++;
    } else {
      beyondAvro++;
    }
  }

  private static boolean isReadByAvro(Schema before, Schema after) {
    try {
      return SchemaCompatibility.checkReaderWriterCompatibility(after, before).getType()
          == SchemaCompatibilityType.COMPATIBLE;
    } catch (AvroRuntimeException e) { // an alias is ambiguous
      return false;
    }
  }

  /** The record as Avro reads it, encoded again; null if it cannot read it. */
  private static byte[] byAvro(byte[] data, Schema before, Schema after) {
    try {
      return AvroValues.encoded(AvroValues.decoded(data, before, after));
    } catch (AvroRuntimeException | IOException e) {
      // an IOException, too: Avro 1.12 takes the size of items from the new schema, and refuses
      // arrays whose items were smaller in the old one
      return null;
    }
  }
}
