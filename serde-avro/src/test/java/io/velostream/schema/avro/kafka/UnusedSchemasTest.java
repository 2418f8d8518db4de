// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.Registry;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** What a deserializer keeps of many schemas while it goes on. */
class UnusedSchemasTest {

  private static final int SCHEMAS = 100;
  private static final int KEPT = 10;
  private static final int MOST_COLLECTIONS = 300;

  @Test
  void canBeCollectedWhenOthersHaveTakenTheirPlaces() {
    try (Registry registry = new Registry();
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      deserializer.configure(
          registry.configs("schema.cache.size", KEPT, "schema.cache.resolved.size", KEPT), false);
      List<WeakReference<Schema>> schemas = new ArrayList<>();
      for (int i = 0; i < SCHEMAS; i++) {
        int id = registry.server.register("table" + i + "-value", record(i));
        schemas.add(new WeakReference<>(read(deserializer, id)));
      }

      int collections = 0;
      do {
        System.gc();
        collections++;
      } while (alive(schemas) > 3 * KEPT && collections < MOST_COLLECTIONS);

      assertThat(alive(schemas)).isLessThanOrEqualTo(3 * KEPT);
      assertThat(read(deserializer, 1).getName()).isEqualTo("Table0");
    }
  }

  private static long alive(List<WeakReference<Schema>> schemas) {
    return schemas.stream().filter(schema -> schema.get() != null).count();
  }

  private static Schema read(KafkaAvroDeserializer deserializer, int id) {
    byte[] framed = ByteBuffer.allocate(6).put((byte) 0).putInt(id).put((byte) 14).array();
    GenericRecord record = (GenericRecord) deserializer.deserialize("tables", framed);
    assertThat(record.get("row")).isEqualTo(7L);
    return record.getSchema();
  }

  private static String record(int number) {
    return "{\"type\":\"record\",\"name\":\"Table"
        + number
        + "\",\"fields\":[{\"name\":\"row\",\"type\":\"long\"}]}";
  }
}
