// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.deadletter.DeadLetterHeaders;
import io.velostream.schema.deadletter.streams.DeadLetterDeserializationHandler;
import io.velostream.schema.deadletter.streams.DeadLetterProductionHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsDeadLettersTest {

  /** Reads and writes text, except for some. */
  private static final Serde<String> TEXT =
      Serdes.serdeFrom(
          (topic, text) -> {
            if (text.equals("unwritable")) {
              throw new SerializationException("does not fit");
            }
            return text.getBytes(UTF_8);
          },
          (topic, data) -> {
            String text = new String(data, UTF_8);
            if (text.equals("unreadable")) {
              throw new SerializationException("no schema");
            }
            if (text.equals("outage")) {
              throw new TimeoutException("the registry does not answer");
            }
            return text;
          });

  @Test
  void recordsThatCannotBeReadHaveDeadLetters() {
    try (TopologyTestDriver driver = driver()) {
      TestInputTopic<byte[], byte[]> in = in(driver);
      send(in, "a");
      send(in, "unreadable");
      send(in, "b");

      assertThat(out(driver).readValuesToList()).containsExactly("a", "b");
      checkLetter(letters(driver).readRecord(), "unreadable", "no schema");
      assertThat(letters(driver).isEmpty()).isTrue();
    }
  }

  @Test
  void recordsWhoseResultsCannotBeWrittenHaveDeadLetters() {
    try (TopologyTestDriver driver = driver()) {
      TestInputTopic<byte[], byte[]> in = in(driver);
      send(in, "a");
      send(in, "unwritable");
      send(in, "b");

      assertThat(out(driver).readValuesToList()).containsExactly("a", "b");
      checkLetter(letters(driver).readRecord(), "unwritable", "does not fit");
    }
  }

  @Test
  void anOutageOfTheRegistryIsNoFaultOfTheRecord() {
    TopologyTestDriver driver = driver();
    assertThatThrownBy(() -> send(in(driver), "outage")).isInstanceOf(StreamsException.class);
    assertThat(letters(driver).isEmpty()).isTrue();
    driver.close();
  }

  @Test
  void bothHandlersWriteOneAuditLog(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("audit.jsonl");
    try (TopologyTestDriver driver = driver(Map.of("schema.audit.path", log.toString()))) {
      send(in(driver), "unreadable");
      send(in(driver), "unwritable");
      for (int wait = 0; wait < 500 && Files.readAllLines(log).size() < 2; wait++) {
        LockSupport.parkNanos(10_000_000); // the listeners have a thread of their own
      }
    }

    assertThat(Files.readAllLines(log))
        .hasSize(2)
        .allMatch(line -> line.contains("\"action\":\"dead-letter\""));
  }

  private static void checkLetter(TestRecord<byte[], byte[]> letter, String value, String reason) {
    assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo(value.getBytes(UTF_8));
    assertThat(text(letter.headers(), DeadLetterHeaders.TOPIC)).isEqualTo("orders");
    assertThat(text(letter.headers(), DeadLetterHeaders.PARTITION)).isEqualTo("0");
    assertThat(text(letter.headers(), DeadLetterHeaders.OFFSET)).isEqualTo("1");
    assertThat(text(letter.headers(), DeadLetterHeaders.REASON)).contains(reason);
    assertThat(text(letter.headers(), DeadLetterHeaders.GROUP_ID)).isEqualTo("orders-app");
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }

  private static TopologyTestDriver driver() {
    return driver(Map.of());
  }

  private static TopologyTestDriver driver(Map<String, String> more) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("orders", Consumed.with(Serdes.ByteArray(), TEXT))
        .to("results", Produced.with(Serdes.ByteArray(), TEXT));
    Properties settings = new Properties();
    settings.putAll(more);
    settings.put("application.id", "orders-app");
    settings.put("bootstrap.servers", "none:9092");
    settings.put("deserialization.exception.handler", DeadLetterDeserializationHandler.class);
    settings.put("production.exception.handler", DeadLetterProductionHandler.class);
    return new TopologyTestDriver(builder.build(), settings);
  }

  private static TestInputTopic<byte[], byte[]> in(TopologyTestDriver driver) {
    return driver.createInputTopic("orders", new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static TestOutputTopic<byte[], String> out(TopologyTestDriver driver) {
    return driver.createOutputTopic(
        "results", new ByteArrayDeserializer(), new StringDeserializer());
  }

  private static TestOutputTopic<byte[], byte[]> letters(TopologyTestDriver driver) {
    return driver.createOutputTopic(
        "orders.dead-letters", new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static void send(TestInputTopic<byte[], byte[]> in, String value) {
    in.pipeInput("key".getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
