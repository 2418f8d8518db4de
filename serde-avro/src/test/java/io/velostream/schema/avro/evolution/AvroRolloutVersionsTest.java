// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.rollout.LossHandling;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutState;
import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.Rollouts;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rollouts of versions of which only the new one can read the old one. */
class AvroRolloutVersionsTest {

  private static final String SUBJECT = "orders-value";
  private static final Schema FIRST = schema("int", ",{\"name\":\"b\",\"type\":\"string\"}");
  private static final Schema SECOND = schema("long", "");

  private final Registry registry = new Registry();
  private final int first;
  private final int second;
  private final Rollouts rollouts = new Rollouts();

  AvroRolloutVersionsTest() {
    registry.server.compatibility(SUBJECT, "NONE");
    first = registry.server.register(SUBJECT, FIRST.toString());
    second = registry.server.register(SUBJECT, SECOND.toString());
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private static Schema schema(String type, String more) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"O\",\"fields\":[{\"name\":\"v\",\"type\":\""
                + type
                + "\"}"
                + more
                + "]}");
  }

  private static int id(byte[] record) {
    return ByteBuffer.wrap(record, 1, Integer.BYTES).getInt();
  }

  @Test
  void valuesOfTheNewVersionAreWrittenWheneverItIsChosen() {
    Object value = new GenericRecordBuilder(SECOND).set("v", 1L).build();
    for (RolloutState state : RolloutState.values()) {
      for (boolean isGreen : new boolean[] {false, true}) {
        for (LossHandling onLoss : LossHandling.values()) {
          rollouts.put(
              Rollout.running(SUBJECT, 1, 2, new BlueGreen(isGreen)).with(onLoss).with(state, ""));
          boolean isNew =
              state == RolloutState.COMPLETED || (isGreen && state != RolloutState.ROLLED_BACK);
          try (KafkaAvroSerializer serializer =
              registry.serializer("schema.rollout.source", rollouts)) {
            if (isNew) {
              assertThat(id(serializer.serialize(Registry.TOPIC, value))).isEqualTo(second);
            } else {
              assertThatThrownBy(() -> serializer.serialize(Registry.TOPIC, value))
                  .isInstanceOf(SerializationException.class)
                  .hasMessageContaining("field b");
            }
          }
        }
      }
    }
  }

  @Test
  void aValueOfTheOldVersionIsReducedOrRefusedByTheNewOne() {
    Object value = new GenericRecordBuilder(FIRST).set("v", 1).set("b", "x").build();
    rollouts.put(Rollout.running(SUBJECT, 1, 2, new BlueGreen(true)));
    try (KafkaAvroSerializer serializer = registry.serializer("schema.rollout.source", rollouts)) {
      assertThatThrownBy(() -> serializer.serialize(Registry.TOPIC, value))
          .hasMessageContaining("version 2")
          .hasMessageContaining("cannot carry field b");
      rollouts.put(Rollout.running(SUBJECT, 1, 2, new BlueGreen(true)).with(LossHandling.REPORT));
      assertThat(id(serializer.serialize(Registry.TOPIC, value))).isEqualTo(second);
      rollouts.put(Rollout.running(SUBJECT, 1, 2, new BlueGreen(false)));
      assertThat(id(serializer.serialize(Registry.TOPIC, value))).isEqualTo(first);
    }
  }
}
