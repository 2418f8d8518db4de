// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.kafka;

import static io.velostream.schema.protobuf.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.velostream.schema.protobuf.KafkaProtobufDeserializer;
import io.velostream.schema.protobuf.KafkaProtobufSerializer;
import io.velostream.schema.protobuf.shop.Money;
import io.velostream.schema.protobuf.shop.Product;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.MockSchemaRegistries;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Registries of tests, which find the checker of this module by themselves. */
class MockRegistryTest {

  @Test
  void mockUrlsKnowProtobuf() {
    Product pen =
        Product.newBuilder().setName("pen").setPrice(Money.newBuilder().setCents(5)).build();
    Map<String, Object> configs =
        Map.of(
            "schema.registry.url",
            "mock://protobuf-mock",
            "specific.protobuf.value.type",
            Product.class);
    try (KafkaProtobufSerializer<Message> writer = new KafkaProtobufSerializer<>();
        KafkaProtobufDeserializer<Product> reader = new KafkaProtobufDeserializer<>()) {
      writer.configure(configs, false);
      reader.configure(configs, false);

      assertThat(reader.deserialize(TOPIC, writer.serialize(TOPIC, pen))).isEqualTo(pen);
    } finally {
      MockSchemaRegistries.drop("protobuf-mock");
    }
  }

  @Test
  void registriesWithoutAGivenCheckerCompareAndRefuse() {
    String text = "syntax = \"proto3\"; message A { %s a = 1; }";
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("PROTOBUF", "a-value", text.formatted("int32"), List.of());

      assertThatThrownBy(
              () -> registry.register("PROTOBUF", "a-value", text.formatted("string"), List.of()))
          .hasMessageContaining("int32");
      assertThatThrownBy(
              () ->
                  registry.register(
                      "PROTOBUF", "a-value", "syntax = \"proto3\"; message", List.of()))
          .hasMessageContaining("malformed");
    }
  }
}
