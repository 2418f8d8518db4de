// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads and links the classes that the first record needs. Writes and reads a record with all
 * common kinds of fields, once in a JVM, while a codec is configured.
 */
final class ClassWarmUp {

  static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Rehearsal", "fields": [
                {"name": "text", "type": "string"},
                {"name": "int", "type": "int"},
                {"name": "long", "type": "long"},
                {"name": "double", "type": "double"},
                {"name": "boolean", "type": "boolean"},
                {"name": "enum", "type": {"type": "enum", "name": "Part", "symbols": ["A"]}},
                {"name": "array", "type": {"type": "array", "items": "int"}},
                {"name": "map", "type": {"type": "map", "values": "long"}},
                {"name": "union", "type": ["null", "string"]},
                {"name": "record", "type": ["null", "Rehearsal"]}]}
              """);

  private static final byte[] PAYLOAD = {
    2, 'a', 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 2, 0, 2, 2, 'a', 2, 0, 2, 2, 'a', 0
  };

  private static final Logger LOG = LoggerFactory.getLogger(ClassWarmUp.class);

  private static final AtomicBoolean WRITE_DONE = new AtomicBoolean();
  private static final AtomicBoolean READ_DONE = new AtomicBoolean();

  private ClassWarmUp() {}

  /** Writes the record, once in a JVM. */
  static void write(Supplier<AvroCodec> codecs) {
    if (WRITE_DONE.compareAndSet(false, true)) {
      runIgnoringFailures(() -> write(codecs.get()));
    }
  }

  /** Reads the record, once in a JVM. */
  static void read(Supplier<AvroCodec> codecs) {
    if (READ_DONE.compareAndSet(false, true)) {
      runIgnoringFailures(() -> read(codecs.get()));
    }
  }

  /** Ignores failures: they would occur again, and be reported, for the first record. */
  private static void runIgnoringFailures(Supplier<Object> classWarmUp) {
    try {
      var unused = classWarmUp.get();
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("Class warm-up failed; the first record will take longer", e);
    }
  }

  static byte[] write(AvroCodec codec) {
    GenericData.Record record = record();
    codec.shapeOf(record);
    ValueEncoder encoder = codec.encoder(codec.schemaOf(record), record);
    return encoder.encode(record, new byte[0]);
  }

  static Object read(AvroCodec codec) {
    ValueDecoder decoder = codec.decoder(SCHEMA, null);
    return Objects.requireNonNull(decoder.decode(PAYLOAD, 0, PAYLOAD.length));
  }

  private static GenericData.Record record() {
    GenericData.Record record = new GenericData.Record(SCHEMA);
    record.put("text", "a");
    record.put("int", 1);
    record.put("long", 1L);
    record.put("double", 0.0);
    record.put("boolean", true);
    record.put("enum", new GenericData.EnumSymbol(SCHEMA.getField("enum").schema(), "A"));
    record.put("array", List.of(1));
    record.put("map", Map.of("a", 1L));
    record.put("union", "a");
    return record;
  }
}
