// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.walk;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes and reads one small record, first cold and then warm, and calls {@link #phase} before each
 * part. {@link RecordWalk} runs it under a debugger and looks at what is called.
 */
public final class WalkedRecord {

  private static final int WARM_UP = 700;

  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              "{\"type\":\"record\",\"name\":\"Point\",\"fields\":["
                  + "{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"name\",\"type\":\"string\"}]}");

  /** The value that is written as JSON. */
  public record Point(int x, String name) {}

  private WalkedRecord() {}

  /** Writes and reads with both formats. */
  public static void main(String... args) {
    Object generic = new GenericRecordBuilder(SCHEMA).set("x", 1).set("name", "first").build();
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      Map<String, Object> config =
          Map.of(
              "schema.registry.url", registry.url(),
              "json.value.type", Point.class.getName());
      // Classes of formats, of the JDK and of Jackson are loaded by another topic first.
      walk("Avro", config, new KafkaAvroSerializer(), new KafkaAvroDeserializer(), generic);
      walk(
          "JSON",
          config,
          new KafkaJsonSchemaSerializer<>(),
          new KafkaJsonSchemaDeserializer<>(),
          new Point(1, "first"));
    }
    phase("end");
  }

  private static <T> void walk(
      String format,
      Map<String, Object> config,
      Serializer<T> serializer,
      Deserializer<?> deserializer,
      T value) {
    try (serializer;
        deserializer) {
      serializer.configure(config, false);
      deserializer.configure(config, false);
      phase(format + " serialize cold");
      byte[] bytes = serializer.serialize("points", value);
      phase(format + " deserialize cold");
      Object read = deserializer.deserialize("points", bytes);
      phase("warm-up");
      for (int i = 0; i < WARM_UP; i++) {
        bytes = serializer.serialize("points", value);
        read = deserializer.deserialize("points", bytes);
      }
      phase(format + " serialize warm");
      bytes = serializer.serialize("points", value);
      phase(format + " deserialize warm");
      read = deserializer.deserialize("points", bytes);
      phase("done");
      if (read instanceof GenericData.Record && !read.equals(value)) {
        throw new IllegalStateException(read + " was read, " + value + " was written");
      }
    }
  }

  /** Marks the beginning of a part. */
  static void phase(String name) {
    System.out.println(name);
  }
}
