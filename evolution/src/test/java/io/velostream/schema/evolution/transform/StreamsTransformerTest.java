// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import static io.velostream.schema.evolution.Schemas.field;
import static io.velostream.schema.evolution.Schemas.parsed;
import static io.velostream.schema.evolution.Schemas.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.GenericAvroSerde;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topology that reads a topic in version 1 and writes another in version 2. */
class StreamsTransformerTest {

  private static final Schema FIRST =
      parsed(record("R", field("id", "'string'"), field("amount", "'string'")));
  private static final Schema SECOND =
      parsed(
          record(
              "R",
              field("id", "'string'"),
              field("amount", "'long'"),
              field("currency", "'string'", "'EUR'")));

  @TempDir Path state;

  @Test
  void aTopologyTransformsRecordsOfVersion1ToVersion2() {
    AvroTransformer transformer = AvroTransformer.of(FIRST, SECOND, TransformOptions.NONE);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        GenericAvroSerde values = new GenericAvroSerde()) {
      int first = registry.register("old-value", FIRST.toString());
      int second = registry.register("new-value", SECOND.toString());
      values.configure(
          Map.of("schema.registry.url", registry.url(), "auto.register.schemas", false), false);
      StreamsBuilder builder = new StreamsBuilder();
      builder.stream("old", Consumed.with(Serdes.String(), values))
          .mapValues(transformer::apply)
          .to("new", Produced.with(Serdes.String(), values));
      try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), settings())) {
        TestInputTopic<String, byte[]> in =
            driver.createInputTopic("old", new StringSerializer(), Serdes.ByteArray().serializer());
        for (int i = 0; i < 100; i++) {
          byte[] written = values.serializer().serialize("old", old(i));
          assertThat(id(written)).isEqualTo(first);
          in.pipeInput("key" + i, written);
        }

        List<KeyValue<String, byte[]>> sent =
            driver
                .createOutputTopic("new", new StringDeserializer(), new ByteArrayDeserializer())
                .readKeyValuesToList();

        assertThat(sent).hasSize(100);
        for (int i = 0; i < sent.size(); i++) {
          assertThat(sent.get(i).key).isEqualTo("key" + i);
          assertThat(id(sent.get(i).value)).isEqualTo(second);
          GenericRecord read = values.deserializer().deserialize("new", sent.get(i).value);
          assertThat(read.getSchema()).isEqualTo(SECOND);
          assertThat(read.get("id")).hasToString("id" + i);
          assertThat(read.get("amount")).isEqualTo((long) i);
          assertThat(read.get("currency")).hasToString("EUR");
        }
      }
    }
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.put("application.id", "streams-transformer");
    settings.put("bootstrap.servers", "localhost:1");
    settings.put("state.dir", state.toString());
    return settings;
  }

  private static GenericRecord old(int number) {
    GenericRecord record = new GenericData.Record(FIRST);
    record.put("id", "id" + number);
    record.put("amount", Integer.toString(number));
    return record;
  }

  private static int id(byte[] written) {
    return ByteBuffer.wrap(written, 1, Integer.BYTES).getInt();
  }
}
