// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.examples.shop.OrderRecords;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka's own console consumer prints with our deserializers, run as its script runs it. */
class ConsoleIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static EmbeddedKafka kafka;
  private static EmbeddedSchemaRegistry registry;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    registry = EmbeddedSchemaRegistry.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
    registry.close();
  }

  @Test
  void printsAvroKeysAndValuesAsJson() throws Exception {
    GenericRecord order = new OrderRecords(42).record(0);
    GenericRecord key =
        new GenericRecordBuilder(
                new Schema.Parser()
                    .parse(
                        """
                        {"type":"record","name":"Key","fields":[
                         {"name":"owner","type":"string"},{"name":"cents","type":"long"}]}
                        """))
            .set("owner", "bj\u00f6rn")
            .set("cents", 0L)
            .build();
    send("avro-orders", KafkaAvroSerializer::new, key, order);

    List<String> lines =
        console(
            "avro-orders",
            List.of("--max-messages", "1"),
            "print.key=true",
            "key.separator= = ",
            "key.deserializer=" + KafkaAvroDeserializer.class.getName(),
            "key.deserializer.schema.registry.url=" + registry.url(),
            "value.deserializer=" + KafkaAvroDeserializer.class.getName(),
            "value.deserializer.schema.registry.url=" + registry.url());

    String[] first = lines.get(0).split(" = ", 2);
    assertThat(JSON.readTree(first[0]))
        .isEqualTo(JSON.readTree("{\"owner\":\"bj\u00f6rn\",\"cents\":0}"));
    assertThat(JSON.readTree(first[1]).at("/customer/name").textValue())
        .isEqualTo(((GenericRecord) order.get("customer")).get("name").toString());
  }

  @Test
  void printsJsonAsItWasWrittenAndGoesOnAfterADeletionWhenAsked() throws Exception {
    JsonSchema schema =
        JsonSchema.parse(
            """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Anything",
             "javaType":"com.example.NotHere"}
            """);
    String text =
        """
        {"name":"Bj\u00f6rn \\"B\\" \u6771","total":12345678901234567890.15,"tags":["a",null,{"b":[]}],\
        "isPaid":true,"none":null}""";
    JsonNode value = JSON.reader().with(USE_BIG_DECIMAL_FOR_FLOATS).readTree(text);
    JsonWithSchema sent = new JsonWithSchema(schema, value);
    send("json-orders", KafkaJsonSchemaSerializer::new, "ada", sent, null, sent);

    List<String> lines =
        console(
            "json-orders",
            List.of("--max-messages", "3", "--skip-message-on-error"),
            "value.deserializer=" + KafkaJsonSchemaDeserializer.class.getName(),
            "value.deserializer.schema.registry.url=" + registry.url(),
            "value.deserializer.type.property=");

    assertThat(lines).containsExactly(text, text);
  }

  /** Sends values under one key. */
  private static void send(
      String topic, Supplier<Serializer<Object>> serializers, Object key, Object... sent) {
    Serializer<Object> keys = serializers.get();
    Serializer<Object> values = serializers.get();
    keys.configure(Map.of("schema.registry.url", registry.url()), true);
    values.configure(Map.of("schema.registry.url", registry.url()), false);
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaProducer<Object, Object> producer = new KafkaProducer<>(settings, keys, values)) {
      for (Object value : sent) {
        producer.send(new ProducerRecord<>(topic, 0, key, value));
      }
    }
  }

  private List<String> console(String topic, List<String> options, String... properties)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                ConsoleConsumer.class.getName(),
                "--bootstrap-server",
                kafka.bootstrapServers(),
                "--topic",
                topic,
                "--from-beginning",
                "--timeout-ms",
                "20000"));
    command.addAll(options);
    for (String property : properties) {
      command.add("--formatter-property");
      command.add(property);
    }
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    boolean isDone = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(isDone).as(Files.readString(errors)).isTrue();
    return Files.readAllLines(output, UTF_8);
  }
}
