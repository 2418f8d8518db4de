// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.velostream.schema.deadletter.FailedPart;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.serde.SchemaSerializationException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What dead letters keep of values that cannot be serialized, and how they are serialized later.
 */
class FailedPartsTest {

  private static final String TOPIC = "orders";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  /** The first version. */
  record Order(String id) {}

  /** One that the registry refuses behind the first. */
  record Strict(@JsonProperty(required = true) String id, @JsonProperty(required = true) int sum) {}

  @Test
  void aValueWhoseSchemaIsRefusedIsKeptWithTheSchemaAndSerializedLater() {
    KafkaJsonSchemaSerializer<Object> serializer =
        registry.serializer("json.fail.invalid.schema", true);
    registry.server.compatibility("orders-value", "FORWARD");
    serializer.serialize(TOPIC, new Strict("a", 1));
    Order refused = new Order("b");
    assertThatThrownBy(() -> serializer.serialize(TOPIC, refused))
        .isInstanceOfSatisfying(
            SchemaSerializationException.class,
            e -> assertThat(e.subject()).isEqualTo("orders-value"));

    FailedPart part = serializer.failedPart(TOPIC, refused);

    assertThat(new String(part.data(), UTF_8)).isEqualTo("{\"id\":\"b\"}");
    assertThat(part.schema()).contains("\"id\"");
    assertThatThrownBy(() -> serializer.serializePart(TOPIC, new RecordHeaders(), part))
        .isInstanceOf(SerializationException.class);

    registry.server.compatibility("orders-value", "NONE");
    byte[] bytes = serializer.serializePart(TOPIC, new RecordHeaders(), part);

    assertThat(bytes).isEqualTo(serializer.serialize(TOPIC, refused));
  }

  @Test
  void aValueThatDoesNotFitItsSchemaIsKeptAndSerializedOnceItFits() {
    KafkaJsonSchemaSerializer<Object> serializer =
        registry.serializer(
            "json.fail.invalid.schema", true,
            "auto.register.schemas", false,
            "use.latest.version", true);
    registry.register("orders-value", "{'type':'object','required':['sum']}");
    Map<String, Object> misfit = Map.of("id", "b");
    assertThatThrownBy(() -> serializer.serialize(TOPIC, misfit))
        .isInstanceOf(SerializationException.class);

    FailedPart part = serializer.failedPart(TOPIC, misfit);

    assertThat(new String(part.data(), UTF_8)).isEqualTo("{\"id\":\"b\"}");
    FailedPart repaired =
        new FailedPart(
            part.encoding(), "{\"id\":\"b\",\"sum\":3}".getBytes(UTF_8), null, part.subject());
    assertThat(serializer.serializePart(TOPIC, new RecordHeaders(), repaired))
        .isEqualTo(serializer.serialize(TOPIC, new TreeMap<>(Map.of("id", "b", "sum", 3))));
  }

  @Test
  void aValueThatJacksonCannotWriteIsKeptAsText() {
    Object unwritable =
        new Object() {
          public List<Object> getSelf() {
            return List.of(this);
          }

          @Override
          public String toString() {
            return "unwritable";
          }
        };

    FailedPart part = registry.serializer().failedPart(TOPIC, unwritable);

    assertThat(new String(part.data(), UTF_8)).isNotEmpty();
  }
}
