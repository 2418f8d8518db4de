// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.SpecificAvroSerde;
import io.velostream.schema.deadletter.DeadLetterSerializer;
import io.velostream.schema.deadletter.FailedPart;
import io.velostream.schema.deadletter.FailedPart.Encoding;
import io.velostream.schema.serde.SchemaSerializationException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What dead letters keep of values that cannot be serialized, and how they are serialized later.
 */
class FailedPartsTest {

  private static final Schema FIRST =
      new Schema.Parser()
          .parse(
              "{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
                  + "{\"name\":\"id\",\"type\":\"string\"}]}");
  private static final Schema INCOMPATIBLE =
      new Schema.Parser()
          .parse(
              "{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
                  + "{\"name\":\"id\",\"type\":\"string\"},"
                  + "{\"name\":\"tags\",\"type\":{\"type\":\"map\",\"values\":"
                  + "[\"null\",{\"type\":\"array\",\"items\":\"bytes\"}]}}]}");

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void aValueWhoseSchemaIsRefusedIsKeptWithTheSchemaAndSerializedLater() {
    KafkaAvroSerializer serializer = registry.serializer();
    GenericRecord first = new GenericData.Record(FIRST);
    first.put("id", "a");
    serializer.serialize(Registry.TOPIC, first);
    GenericRecord refused = refused();
    assertThatThrownBy(() -> serializer.serialize(Registry.TOPIC, refused))
        .isInstanceOfSatisfying(
            SchemaSerializationException.class,
            e -> assertThat(e.subject()).isEqualTo("orders-value"));

    FailedPart part = serializer.failedPart(Registry.TOPIC, refused);

    assertThat(part.encoding()).isEqualTo(Encoding.SCHEMA);
    assertThat(part.subject()).isEqualTo("orders-value");
    assertThat(new Schema.Parser().parse(part.schema())).isEqualTo(INCOMPATIBLE);
    assertThatThrownBy(() -> serializer.serializePart(Registry.TOPIC, new RecordHeaders(), part))
        .isInstanceOf(SerializationException.class);

    registry.server.compatibility("orders-value", "NONE");
    byte[] bytes = serializer.serializePart(Registry.TOPIC, new RecordHeaders(), part);

    assertThat(bytes).isEqualTo(serializer.serialize(Registry.TOPIC, refused));
    assertThat(registry.deserializer().deserialize(Registry.TOPIC, bytes)).isEqualTo(refused);
  }

  private static GenericRecord refused() {
    GenericRecord refused = new GenericData.Record(INCOMPATIBLE);
    refused.put("id", "b");
    refused.put("tags", Map.of("x", List.of(ByteBuffer.wrap(new byte[] {1, -1}))));
    return refused;
  }

  @Test
  void aValueThatDoesNotFitItsSchemaIsKeptAsJson() {
    KafkaAvroSerializer serializer = registry.serializer();
    GenericRecord misfit = refused();
    misfit.put("id", null);

    FailedPart part = serializer.failedPart(Registry.TOPIC, misfit);

    assertThat(part.encoding()).isEqualTo(Encoding.TEXT);
    assertThat(new String(part.data(), UTF_8))
        .isEqualTo("{\"id\":null,\"tags\":{\"x\":[\"\\u0001ÿ\"]}}");
    assertThatThrownBy(() -> serializer.serializePart(Registry.TOPIC, new RecordHeaders(), part))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("withValue");
  }

  @Test
  void aValueOfAnUnsupportedClassIsKeptAsText() {
    FailedPart part = registry.serializer().failedPart(Registry.TOPIC, List.of("a", 1));

    assertThat(part.encoding()).isEqualTo(Encoding.TEXT);
    assertThat(part.schema()).isNull();
    assertThat(new String(part.data(), UTF_8)).isEqualTo("[\"a\",1]");
  }

  /** Written by reflection. */
  static final class Node {
    String name = "n";
    long[] counts = {1, 2};
    Node next;
    String missing;
  }

  @Test
  void objectsAreKeptByReflection() {
    KafkaAvroSerializer serializer = registry.serializer("schema.reflection", true);
    Node misfit = new Node();

    FailedPart part = serializer.failedPart(Registry.TOPIC, misfit);

    assertThat(part.encoding()).isEqualTo(Encoding.TEXT);
    assertThat(new String(part.data(), UTF_8))
        .contains("\"name\":\"n\"", "\"next\":null", "\"missing\":null");
  }

  @Test
  void objectsThatReferToThemselvesAreKept() {
    KafkaAvroSerializer serializer = registry.serializer("schema.reflection", true);
    Node cyclic = new Node();
    cyclic.next = cyclic;

    assertThat(serializer.failedPart(Registry.TOPIC, cyclic).data()).isNotEmpty();
  }

  @Test
  void primitivesAreSerializedLater() {
    KafkaAvroSerializer serializer = registry.serializer();
    for (Object each : Arrays.<Object>asList("text", 7, 8L, 1.5, 2.5f, true, new byte[] {1, 2})) {
      FailedPart part = serializer.failedPart("topic-" + each.getClass().getSimpleName(), each);

      assertThat(
              serializer.serializePart(
                  "topic-" + each.getClass().getSimpleName(), new RecordHeaders(), part))
          .isEqualTo(serializer.serialize("topic-" + each.getClass().getSimpleName(), each));
    }
  }

  @Test
  void typedSerializersAreDeadLetterSerializers() {
    try (SpecificAvroSerde<?> serde = new SpecificAvroSerde<>()) {
      assertThat(serde.serializer()).isInstanceOf(DeadLetterSerializer.class);
    }
  }
}
