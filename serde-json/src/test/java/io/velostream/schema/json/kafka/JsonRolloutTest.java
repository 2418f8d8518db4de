// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.rollout.LossHandling;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.Rollouts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Serializers that write the version that a rollout says. */
class JsonRolloutTest {

  private static final String SUBJECT = "orders-value";
  private static final Rollout OLD = Rollout.running(SUBJECT, 1, 2, new BlueGreen(false));
  private static final Rollout NEW = Rollout.running(SUBJECT, 1, 2, new BlueGreen(true));

  private final Registry registry = new Registry();
  private final int first;
  private final int second;
  private final Rollouts rollouts = new Rollouts();

  JsonRolloutTest() {
    registry.server.compatibility(SUBJECT, "NONE");
    first = registry.register(SUBJECT, schema(""));
    second = registry.register(SUBJECT, schema(",'gift':{'type':'boolean'}"));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private static String schema(String more) {
    return "{'type':'object','additionalProperties':false,'properties':{'lines':{'type':'array',"
        + "'items':{'type':'object','additionalProperties':false,'properties':"
        + "{'sku':{'type':'string'}"
        + more
        + "}}}"
        + more
        + "}}";
  }

  @Test
  void eachValueIsWrittenInTheVersionOfTheRollout() {
    try (KafkaJsonSchemaSerializer<Object> serializer = serializer()) {
      Map<String, Object> plain = Map.of("lines", List.of(Map.of("sku", "a")));
      rollouts.put(OLD);
      assertThat(id(serializer.serialize(Registry.TOPIC, plain))).isEqualTo(first);
      rollouts.put(NEW);
      assertThat(id(serializer.serialize(Registry.TOPIC, plain))).isEqualTo(second);
    }
  }

  @Test
  void whatTheOldVersionCannotCarryIsAnErrorOrRemoved() {
    Map<String, Object> gift = Map.of("lines", List.of(Map.of("sku", "a", "gift", true)));
    try (KafkaJsonSchemaSerializer<Object> serializer = serializer()) {
      rollouts.put(OLD);
      assertThatThrownBy(() -> serializer.serialize(Registry.TOPIC, gift))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("property lines.gift");
      rollouts.put(OLD.with(LossHandling.REPORT));
      byte[] reduced = serializer.serialize(Registry.TOPIC, gift);
      assertThat(id(reduced)).isEqualTo(first);
      assertThat(Registry.payload(reduced)).isEqualTo("{\"lines\":[{\"sku\":\"a\"}]}");
    }
  }

  @Test
  void aValueThatDoesNotFitEvenReducedIsAnError() {
    rollouts.put(OLD.with(LossHandling.REPORT));
    try (KafkaJsonSchemaSerializer<Object> serializer = serializer()) {
      assertThatThrownBy(
              () -> serializer.serialize(Registry.TOPIC, Map.of("lines", "none", "gift", true)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("does not fit the version");
    }
  }

  private KafkaJsonSchemaSerializer<Object> serializer() {
    return registry.serializer("schema.rollout.source", rollouts);
  }

  private static int id(byte[] record) {
    return ByteBuffer.wrap(record, 1, Integer.BYTES).getInt();
  }
}
