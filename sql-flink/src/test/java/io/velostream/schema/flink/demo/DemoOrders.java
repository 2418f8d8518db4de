// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The orders of the demo: sent at a rate, and compared with what was passed on. */
final class DemoOrders {

  static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Order","fields":[{"name":"id","type":"long"},
               {"name":"customer","type":"string"},{"name":"amount","type":{"type":"bytes",
               "logicalType":"decimal","precision":9,"scale":2}}]}
              """);

  private static final List<String> CUSTOMERS = List.of("Ann", "Bob", "Cid", "Dora", "Eve");
  private static final String SOURCE = "orders";
  private static final String SINK = "processed-orders";
  private static final String TOTALS = "order-totals";

  private final String servers;
  private final Map<String, Object> registry;
  private final int count;
  private long passedOn;
  private final CountDownLatch flowing = new CountDownLatch(1);

  /**
   * Creates the orders.
   *
   * @param registry the configuration of the registry
   */
  DemoOrders(String servers, Map<String, Object> registry, int count) {
    this.servers = servers;
    this.registry = Map.copyOf(registry);
    this.count = count;
  }

  private static String customer(long id) {
    return CUSTOMERS.get((int) (id % CUSTOMERS.size()));
  }

  private static long cents(long id) {
    return 1 + id * 37 % 10_000;
  }

  /**
   * Sends all orders, so many a second.
   *
   * @param first how many are sent at once, before those of the rest that go on when the first ones
   *     were passed on
   */
  void send(int first, int rate) {
    try (KafkaAvroSerializer values = new KafkaAvroSerializer();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", servers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      values.configure(registry, false);
      long start = System.nanoTime();
      for (long id = 0; id < count; id++) {
        if (id == first) {
          producer.flush();
          awaitFirst();
          start = System.nanoTime();
        }
        long due = id < first ? start : start + (id - first) * TimeUnit.SECONDS.toNanos(1) / rate;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        GenericRecord order = new GenericData.Record(SCHEMA);
        order.put("id", id);
        order.put("customer", customer(id));
        order.put(
            "amount",
            ByteBuffer.wrap(BigDecimal.valueOf(cents(id), 2).unscaledValue().toByteArray()));
        producer.send(new ProducerRecord<>(SOURCE, values.serialize(SOURCE, order)));
      }
    }
  }

  /** Waits until the first order was passed on, and the first sum was written. */
  private void awaitFirst() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("first")) {
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      Set<String> written = new HashSet<>();
      while (written.size() < 2) {
        consumer.poll(Duration.ofMillis(200)).forEach(each -> written.add(each.topic()));
        if (System.nanoTime() > end) {
          throw new IllegalStateException("no order was passed on, or no sum was written");
        }
      }
    }
    flowing.countDown();
  }

  /** Opens when the first order was passed on, and the first sum was written. */
  CountDownLatch flowing() {
    return flowing;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String group) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", servers);
    settings.put("group.id", group);
    settings.put("auto.offset.reset", "earliest");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(SINK, TOTALS));
    return consumer;
  }

  /**
   * Reads what was written until all orders are there, and nothing more comes for a second. Orders
   * are passed on at least once, which is all that a topic without keys allows; sums are exact.
   *
   * @return the number of mismatches: orders that are missing, and customers with another sum or
   *     count
   */
  long mismatches(Duration atMost) {
    Map<String, List<Long>> expected = new TreeMap<>();
    for (long id = 0; id < count; id++) {
      expected.merge(
          customer(id),
          List.of(cents(id), 1L),
          (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
    }
    Map<String, List<Long>> totals = new TreeMap<>();
    Set<Long> ids = new HashSet<>();
    try (KafkaAvroDeserializer values = new KafkaAvroDeserializer();
        KafkaConsumer<byte[], byte[]> consumer = consumer("comparison")) {
      values.configure(registry, false);
      long end = System.nanoTime() + atMost.toNanos();
      while (System.nanoTime() < end) {
        var records = consumer.poll(Duration.ofSeconds(2));
        for (var each : records) {
          GenericRecord row = (GenericRecord) values.deserialize(each.topic(), each.value());
          if (each.topic().equals(SINK)) {
            passedOn++;
            ids.add((Long) row.get("id"));
          } else {
            totals.put(
                new String(each.key(), UTF_8),
                List.of(cents(row.get("total")), (Long) row.get("orders")));
          }
        }
        if (records.isEmpty() && ids.size() >= count && totals.equals(expected)) {
          break;
        }
      }
    }
    long wrong =
        expected.entrySet().stream()
            .filter(each -> !each.getValue().equals(totals.get(each.getKey())))
            .count();
    return Math.abs(count - ids.size()) + wrong;
  }

  /** How many orders were passed on, with those that came twice after the failure. */
  long passedOn() {
    return passedOn;
  }

  private static long cents(Object amount) {
    if (amount instanceof BigDecimal decimal) {
      return decimal.unscaledValue().longValueExact();
    }
    ByteBuffer bytes = (ByteBuffer) amount;
    byte[] unscaled = new byte[bytes.remaining()];
    bytes.duplicate().get(unscaled);
    return new BigInteger(unscaled).longValueExact();
  }
}
