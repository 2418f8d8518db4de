// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills consumers and replays at random points: {@code mvn -q -Pchaos test -pl examples
 * -Dtest=DeadLetterKillTest}. The last line that it prints is its result.
 */
@Tag("chaos")
class DeadLetterKillTest {

  private static final int KILLS = 20;

  private final SplittableRandom random = new SplittableRandom(17);

  @Test
  void losesNothingWhenConsumersAndReplaysAreKilled() throws IOException, InterruptedException {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        EmbeddedKafka kafka = EmbeddedKafka.start()) {
      Payments payments = Payments.registeredIn(registry);
      kafka.createTopic(DeadLetterProcess.TOPIC, DeadLetterProcess.PARTITIONS);
      kafka.createTopic(DeadLetterProcess.LETTERS, DeadLetterProcess.PARTITIONS);
      send(kafka, payments);

      Set<String> delivered = new HashSet<>();
      for (int kill = 0; kill < KILLS; kill++) {
        assertThat(run("consume", kafka, registry, delivered, 1 + random.nextInt(40)))
            .as("consumer %d is killed before the end of the topic", kill)
            .isTrue();
      }
      assertThat(run("consume", kafka, registry, delivered, Integer.MAX_VALUE)).isFalse();

      Map<String, Integer> letters = count(kafka, DeadLetterProcess.LETTERS);
      Set<String> found = new HashSet<>(delivered);
      found.addAll(letters.keySet());
      int lost = Payments.COUNT - found.size();

      int replayKills = 0;
      for (int attempt = 0; attempt < KILLS / 2; attempt++) {
        int most = 1 + random.nextInt(Payments.BROKEN);
        replayKills += run("replay", kafka, registry, new HashSet<>(), most) ? 1 : 0;
      }
      run("replay", kafka, registry, new HashSet<>(), Integer.MAX_VALUE);
      Map<String, Integer> sent = count(kafka, DeadLetterProcess.TOPIC);
      long once = letters.keySet().stream().filter(each -> sent.get(each) == 2).count();

      System.out.printf(
          "%s kills=%d delivered=%d dead-letters-of=%d lost=%d replay-kills=%d put-back-once=%d%n",
          lost == 0 && once == Payments.BROKEN ? "OK" : "FAILED",
          KILLS,
          delivered.size(),
          letters.size(),
          lost,
          replayKills,
          once);
      assertThat(lost).isZero();
      assertThat(delivered).hasSize(Payments.COUNT - Payments.BROKEN);
      assertThat(letters).hasSize(Payments.BROKEN);
      assertThat(replayKills).isPositive();
      assertThat(once).isEqualTo(Payments.BROKEN);
    }
  }

  /** Runs a process until it has printed so many lines, or has ended. Says if it was killed. */
  private boolean run(
      String mode,
      EmbeddedKafka kafka,
      EmbeddedSchemaRegistry registry,
      Set<String> printed,
      int most)
      throws IOException, InterruptedException {
    Process process = DeadLetterProcess.of(mode, kafka.bootstrapServers(), registry.url()).start();
    boolean isEnded = false;
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      int count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        isEnded |= line.equals(DeadLetterProcess.END);
        if (!line.equals(DeadLetterProcess.END)) {
          printed.add(line);
        }
        if (++count == most && !process.waitFor(random.nextInt(4), TimeUnit.MILLISECONDS)) {
          // By its handle, which leaves what it has printed to be read.
          assertThat(process.toHandle().destroyForcibly()).isTrue();
        }
      }
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(isEnded || process.exitValue() != 1).as("it failed by itself").isTrue();
    return !isEnded;
  }

  private static void send(EmbeddedKafka kafka, Payments payments) {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int number = 0; number < Payments.COUNT; number++) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    DeadLetterProcess.TOPIC,
                    number % DeadLetterProcess.PARTITIONS,
                    Payments.key(number).getBytes(UTF_8),
                    payments.value(number)));
      }
      producer.flush();
    }
  }

  /** How often each key is in a topic, in transactions that are committed. */
  private static Map<String, Integer> count(EmbeddedKafka kafka, String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "fetch.max.wait.ms",
            100);
    Map<String, Integer> counts = new HashMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int partition = 0; partition < DeadLetterProcess.PARTITIONS; partition++) {
        partitions.add(new TopicPartition(topic, partition));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!consumer.endOffsets(partitions).entrySet().stream()
          .allMatch(each -> consumer.position(each.getKey()) >= each.getValue())) {
        for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(100))) {
          counts.merge(each.key(), 1, Integer::sum);
        }
      }
    }
    return counts;
  }
}
