// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.examples.streams.BalanceForm.Account;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Streams with every serde of both formats, on a real broker. */
class StreamsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> OWNERS = List.of("ada", "bo", "cy");
  private static final int BOOKINGS = 60;

  /** Where the program fails, each time once. */
  private static final List<BalanceForm<?>> FAILING =
      List.of(BalanceForm.GENERIC, BalanceForm.JSON);

  @TempDir private Path state;
  private EmbeddedKafka kafka;
  private EmbeddedSchemaRegistry registry;

  @BeforeEach
  void start() {
    kafka = EmbeddedKafka.start();
    registry = EmbeddedSchemaRegistry.start();
  }

  @AfterEach
  void stop() {
    kafka.close();
    registry.close();
  }

  @Test
  void countsEachBookingOnceThroughAFailureAndALostStore() {
    Set<String> failures = ConcurrentHashMap.newKeySet();
    List<Side<?>> sides = new ArrayList<>();
    StreamsBuilder builder = new StreamsBuilder();
    for (BalanceForm<?> form : BalanceForm.ALL) {
      sides.add(Side.of(form, this, builder, failures));
    }
    sides.forEach(side -> side.send(this, 0));

    try (KafkaStreams streams = streams(builder)) {
      streams.start();
      sides.forEach(side -> assertThat(side.read(this, BOOKINGS)).isEqualTo(side.expected(1)));
      streams.close(
          CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(PATIENCE));
      streams.cleanUp();
    }
    sides.forEach(side -> side.send(this, BOOKINGS));
    try (KafkaStreams streams = streams(builder)) {
      streams.start();
      sides.forEach(side -> assertThat(side.read(this, 2 * BOOKINGS)).isEqualTo(side.expected(2)));
    }

    assertThat(failures).hasSize(FAILING.size());
  }

  /** One of the serdes in its part of the topology. */
  private record Side<T>(BalanceTopology<T> topology) {

    static <T> Side<T> of(
        BalanceForm<T> form, StreamsIT test, StreamsBuilder builder, Set<String> failures) {
      BalanceTopology<T> topology = BalanceTopology.of(form, test.registry());
      test.kafka.createTopic(topology.bonuses(), 1);
      test.kafka.createTopic(topology.bookings(), 1);
      test.kafka.createTopic(topology.sums(), 1);
      topology.addTo(
          builder,
          sum -> {
            boolean isLarge = form.cents().applyAsLong(sum) > 2 * BOOKINGS;
            if (isLarge && FAILING.contains(form) && failures.add(form.name())) {
              throw new IllegalStateException("a failure between the store and the output");
            }
          });
      Serializer<T> keys = form.serde(test.registry(), true).serializer();
      Serializer<T> values = form.serde(test.registry(), false).serializer();
      try (KafkaProducer<T, T> producer = new KafkaProducer<>(test.broker(), keys, values)) {
        for (String owner : OWNERS) {
          producer.send(
              new ProducerRecord<>(topology.bonuses(), form.key(owner), form.of(owner, 1)));
        }
      }
      return new Side<>(topology);
    }

    /** Sends bookings numbered from a number up, of as many cents. */
    void send(StreamsIT test, int first) {
      Serializer<T> values = topology.form().serde(test.registry(), false).serializer();
      try (KafkaProducer<String, T> producer =
          new KafkaProducer<>(test.broker(), new StringSerializer(), values)) {
        for (int i = first; i < first + BOOKINGS; i++) {
          T booking = topology.form().of(OWNERS.get(i % OWNERS.size()), i);
          producer.send(new ProducerRecord<>(topology.bookings(), "booking-" + i, booking));
        }
      }
    }

    /** Every sum after every booking of some rounds: each booking with its bonus, once. */
    List<Account> expected(int rounds) {
      long[] sums = new long[OWNERS.size()];
      List<Account> expected = new ArrayList<>();
      for (int i = 0; i < rounds * BOOKINGS; i++) {
        int owner = i % OWNERS.size();
        sums[owner] += i + 1;
        expected.add(new Account(OWNERS.get(owner), sums[owner]));
      }
      return expected;
    }

    /** Every committed sum, when there are so many. */
    List<Account> read(StreamsIT test, int count) {
      Map<String, Object> settings = test.broker();
      settings.put("group.id", topology.sums() + count);
      settings.put("isolation.level", "read_committed");
      settings.put("auto.offset.reset", "earliest");
      List<Account> sums = new ArrayList<>();
      try (KafkaConsumer<T, T> consumer =
          new KafkaConsumer<>(
              settings,
              topology.form().serde(test.registry(), true).deserializer(),
              topology.form().serde(test.registry(), false).deserializer())) {
        consumer.subscribe(List.of(topology.sums()));
        long start = System.nanoTime();
        while (sums.size() < count && System.nanoTime() - start < PATIENCE.toNanos()) {
          for (ConsumerRecord<T, T> each : consumer.poll(Duration.ofMillis(50))) {
            assertThat(topology.form().owner().apply(each.key()))
                .isEqualTo(topology.form().owner().apply(each.value()));
            sums.add(topology.form().account(each.value()));
          }
        }
      }
      return sums;
    }
  }

  private Map<String, Object> registry() {
    return Map.of("schema.registry.url", registry.url());
  }

  private Map<String, Object> broker() {
    return new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private KafkaStreams streams(StreamsBuilder builder) {
    Properties settings = new Properties();
    settings.putAll(broker());
    settings.put("application.id", "balances");
    settings.put("state.dir", state.toString());
    settings.put("processing.guarantee", "exactly_once_v2");
    settings.put("commit.interval.ms", 100);
    settings.put("statestore.cache.max.bytes", 0);
    settings.put("session.timeout.ms", 1_000); // how long the thread that failed is waited for
    settings.put("heartbeat.interval.ms", 250);
    KafkaStreams streams = new KafkaStreams(builder.build(), settings);
    streams.setUncaughtExceptionHandler(e -> StreamThreadExceptionResponse.REPLACE_THREAD);
    return streams;
  }
}
