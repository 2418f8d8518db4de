// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Numbered readings of a meter, and the two versions of their schema. */
final class Readings {

  static final String FIRST_VERSION =
      """
      {"type":"record","name":"Reading","namespace":"io.velostream.meter","fields":[
       {"name":"sequence","type":"long"},{"name":"watts","type":"double"}]}
      """;

  /** A field more, which has a default: each version can read the other. */
  static final String SECOND_VERSION =
      """
      {"type":"record","name":"Reading","namespace":"io.velostream.meter","fields":[
       {"name":"sequence","type":"long"},{"name":"watts","type":"double"},
       {"name":"phase","type":"string","default":"L1"}]}
      """;

  private final Schema schema = new Schema.Parser().parse(FIRST_VERSION);

  /** The reading with this number, in the first version. */
  GenericRecord reading(long sequence) {
    GenericRecord reading = new GenericData.Record(schema);
    reading.put("sequence", sequence);
    reading.put("watts", sequence % 3_000 / 10.0);
    return reading;
  }

  /** The version of the schema that a reading was read as. */
  static int version(GenericRecord reading) {
    return reading.getSchema().getField("phase") == null ? 1 : 2;
  }
}
