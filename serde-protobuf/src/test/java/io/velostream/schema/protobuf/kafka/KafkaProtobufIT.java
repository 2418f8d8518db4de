// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.protobuf.KafkaProtobufDeserializer;
import io.velostream.schema.protobuf.KafkaProtobufSerializer;
import io.velostream.schema.protobuf.Registry;
import io.velostream.schema.protobuf.shop.Money;
import io.velostream.schema.protobuf.shop.Product;
import io.velostream.schema.protobuf.shop.Types;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Protobuf keys and values through a broker. */
class KafkaProtobufIT {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Money KEY = Money.newBuilder().setUnits(3).build();
  private static final Product PRODUCT = Product.newBuilder().setName("pen").setPrice(KEY).build();

  private static EmbeddedKafka kafka;

  private final Registry registry = new Registry();

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private Map<String, Object> settings(Map<String, Object> extra) {
    Map<String, Object> settings =
        registry.configs(
            "bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest");
    settings.putAll(extra);
    return settings;
  }

  private void send(String topic, List<Product> values) throws Exception {
    Map<String, Object> settings =
        settings(
            Map.of(
                "key.serializer", KafkaProtobufSerializer.class.getName(),
                "value.serializer", KafkaProtobufSerializer.class.getName()));
    try (KafkaProducer<Money, Product> producer = new KafkaProducer<>(settings)) {
      for (Product value : values) {
        producer.send(new ProducerRecord<>(topic, KEY, value)).get();
      }
    }
  }

  private static <K, V> List<ConsumerRecord<K, V>> read(
      Map<String, Object> settings, String topic, int count) {
    List<ConsumerRecord<K, V>> records = new ArrayList<>();
    long start = System.nanoTime();
    try (KafkaConsumer<K, V> consumer = new KafkaConsumer<>(settings)) {
      consumer.subscribe(List.of(topic));
      while (records.size() < count && System.nanoTime() - start < DEADLINE.toNanos()) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private Map<String, Object> reader(String group, Map<String, Object> extra) {
    Map<String, Object> settings =
        settings(
            Map.of(
                "group.id", group,
                "key.deserializer", KafkaProtobufDeserializer.class.getName(),
                "value.deserializer", KafkaProtobufDeserializer.class.getName()));
    settings.putAll(extra);
    return settings;
  }

  @Test
  void carriesKeysValuesAndTombstones() throws Exception {
    List<Product> sent = new ArrayList<>(List.of(PRODUCT));
    sent.add(null);
    send("products", sent);

    List<ConsumerRecord<Message, Message>> dynamic =
        read(reader("dynamic", Map.of()), "products", 2);
    assertThat(dynamic.get(0).value()).isInstanceOf(DynamicMessage.class);
    assertThat(dynamic.get(0).value().toByteString()).isEqualTo(PRODUCT.toByteString());
    assertThat(dynamic.get(1).value()).isNull();
    List<ConsumerRecord<Money, Product>> typed =
        read(reader("derived", Map.of("derive.type", true)), "products", 2);
    assertThat(typed.get(0).key()).isEqualTo(KEY);
    assertThat(typed.get(0).value()).isEqualTo(PRODUCT);
  }

  @Test
  void writesDeadLettersAndReadsOn() throws Exception {
    send("damaged", List.of(PRODUCT));
    byte[] damaged = {0, 0, 0, 0, 1, 0, 0x12, 99};
    Map<String, Object> plain =
        settings(
            Map.of(
                "key.serializer", ByteArraySerializer.class.getName(),
                "value.serializer", ByteArraySerializer.class.getName()));
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(plain)) {
      producer.send(new ProducerRecord<>("damaged", damaged)).get();
    }
    send("damaged", List.of(PRODUCT));

    List<ConsumerRecord<Message, Message>> records =
        read(
            reader(
                "damaged",
                Map.of(
                    "schema.on.failure",
                    "dead-letter",
                    "schema.dead.letter.topic",
                    "letters",
                    "derive.type",
                    true)),
            "damaged",
            3);
    assertThat(records)
        .extracting(each -> (Object) each.value())
        .containsExactly(PRODUCT, null, PRODUCT);
    List<ConsumerRecord<byte[], byte[]>> letters =
        read(
            settings(
                Map.of(
                    "group.id", "plain",
                    "key.deserializer", ByteArrayDeserializer.class.getName(),
                    "value.deserializer", ByteArrayDeserializer.class.getName())),
            "letters",
            1);
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).value()).isEqualTo(damaged);
  }

  @Test
  void readsAndWritesOnWhileTheRegistryIsDown() {
    KafkaProtobufSerializer<Message> writer = registry.serializer();
    KafkaProtobufDeserializer<Message> reader = registry.deserializer();
    byte[] bytes = writer.serialize("outage", PRODUCT);
    reader.deserialize("outage", bytes);

    registry.server.close();

    for (int i = 0; i < 100; i++) {
      assertThat(writer.serialize("outage", PRODUCT)).isEqualTo(bytes);
      assertThat(reader.deserialize("outage", bytes).toByteString())
          .isEqualTo(PRODUCT.toByteString());
    }
  }

  @Test
  void takesItsKeysFromAFile(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("schemas.yaml"),
            "schema.registry.url: " + registry.server.url() + "\nderive.type: true\n");
    Map<String, Object> configs = new HashMap<>(Map.of("schema.config.file", file.toString()));
    byte[] bytes = registry.serializer().serialize("file", Types.Second.newBuilder().build());
    try (KafkaProtobufDeserializer<Message> reader = new KafkaProtobufDeserializer<>()) {
      reader.configure(configs, false);
      assertThat(reader.deserialize("file", bytes)).isInstanceOf(Types.Second.class);
    }
  }
}
