// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.kafka;

import static io.velostream.schema.protobuf.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.velostream.schema.protobuf.KafkaProtobufDeserializer;
import io.velostream.schema.protobuf.Registry;
import io.velostream.schema.protobuf.shop.Types;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that have the name of the record's message, but read its fields in another way. */
class OtherEncodingsTest {

  private static final String FILE =
      """
      syntax = "proto3";
      package shop;
      option java_package = "io.velostream.schema.protobuf.shop";
      option java_outer_classname = "Types";
      message Second { %s; }
      """;

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private byte[] record(String field, String payload) {
    int id = registry.register("orders-value", FILE.formatted(field));
    return Registry.hex("00 000000 %02x 00 %s".formatted(id, payload));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sint32 number = 1",
        "string number = 1",
        "repeated int32 number = 1",
        "fixed32 number = 1",
        "double name = 2"
      })
  void classesWithOtherEncodingsAreRefused(String field) {
    byte[] bytes = record(field, "08 03");

    for (Object[] setting :
        new Object[][] {
          {"specific.protobuf.value.type", Types.Second.class}, {"derive.type", true}
        }) {
      KafkaProtobufDeserializer<Message> reader = registry.deserializer(setting);
      assertThatThrownBy(() -> reader.deserialize(TOPIC, bytes))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("cannot read")
          .hasMessageContaining(
              field.substring(
                  field.lastIndexOf(' ', field.indexOf(" =") - 1) + 1, field.indexOf(" =")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int64 number = 1",
        "bool number = 1",
        "int32 other_name = 1",
        "repeated int32 number = 1 [packed = false]",
        "int32 number = 1; int32 more = 9",
        "oneof any { int32 number = 1; string gone = 7; }"
      })
  void classesWithTheSameEncodingRead(String field) {
    byte[] bytes = record(field, "08 01");
    KafkaProtobufDeserializer<Types.Second> reader =
        registry.deserializer("specific.protobuf.value.type", Types.Second.class);

    assertThat(reader.deserialize(TOPIC, bytes).getNumber()).isEqualTo(1);
  }

  @Test
  void theMessageNamesWhyAClassIsNotFound() {
    int id =
        registry.register(
            "orders-value", "syntax = \"proto3\"; package gz; message N { string a = 1; }");
    byte[] bytes = Registry.hex("00 000000 %02x 00 08 01".formatted(id));
    KafkaProtobufDeserializer<Message> derived = registry.deserializer("derive.type", true);
    KafkaProtobufDeserializer<Message> other =
        registry.deserializer("specific.protobuf.value.type", Types.Second.class);

    assertThatThrownBy(() -> derived.deserialize(TOPIC, bytes))
        .hasMessageContaining("neither java_outer_classname nor java_multiple_files");
    assertThatThrownBy(() -> other.deserialize(TOPIC, bytes))
        .hasMessageContaining("the record is a message gz.N");
  }
}
