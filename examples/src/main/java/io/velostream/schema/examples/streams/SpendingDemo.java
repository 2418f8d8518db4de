// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.streams;

import io.velostream.schema.examples.quickstart.Quickstart;
import io.velostream.schema.examples.streams.CustomerSpending.Customer;
import io.velostream.schema.examples.streams.CustomerSpending.Purchase;
import io.velostream.schema.examples.streams.CustomerSpending.Spending;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * Sends purchases and customers, lets {@link CustomerSpending} add up what each customer has spent,
 * exactly once, and compares the sums with its own.
 *
 * <p>{@code mvn -q -Pstreams-demo} in the project's folder runs it. {@code -Dpurchases=N} sends so
 * many. The last line of output starts with {@code OK} or {@code FAILED}, and the exit status is 0
 * or 1.
 */
public final class SpendingDemo implements AutoCloseable {

  private static final int CUSTOMERS = 20;
  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final int purchases;

  private SpendingDemo(int purchases) {
    this.purchases = purchases;
  }

  /**
   * Runs the program and halts the JVM, as {@link Quickstart#main} does.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    int status = run(System.getProperties(), System.out);
    System.err.flush();
    System.out.flush();
    Runtime.getRuntime().halt(status);
  }

  /** Runs the program. Gives the exit status, 0 or 1. */
  static int run(Properties properties, PrintStream out) {
    String asked = properties.getProperty("purchases", "2000");
    if (!asked.matches("[1-9]\\d{0,6}")) {
      out.println("FAILED -Dpurchases=" + asked + " is no number from 1 up");
      return 1;
    }
    try (SpendingDemo demo = new SpendingDemo(Integer.parseInt(asked))) {
      String result = demo.run();
      out.println(result);
      return result.startsWith("OK ") ? 0 : 1;
    } catch (RuntimeException | IOException e) {
      out.println("FAILED " + String.valueOf(e).replaceAll("\\s*\\R\\s*", " "));
      return 1;
    }
  }

  private String run() throws IOException {
    kafka.createTopic(CustomerSpending.CUSTOMERS, PARTITIONS);
    kafka.createTopic(CustomerSpending.PURCHASES, PARTITIONS);
    kafka.createTopic(CustomerSpending.SPENDING, PARTITIONS);
    Map<String, Spending> expected = send();
    Path state = Files.createTempDirectory("spending");
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Map<String, Spending> seen;
    try (CustomerSpending.Values values = values();
        KafkaStreams streams =
            new KafkaStreams(CustomerSpending.topology(values), settings(state))) {
      streams.setUncaughtExceptionHandler(
          e -> {
            failure.set(e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      seen = awaitSums(expected, failure);
    } finally {
      Utils.delete(state.toFile());
    }
    long mismatches =
        expected.entrySet().stream()
            .filter(each -> !each.getValue().equals(seen.get(each.getKey())))
            .count();
    return (mismatches == 0 ? "OK" : "FAILED")
        + (" purchases=" + purchases)
        + (" customers=" + expected.size())
        + (" mismatches=" + mismatches);
  }

  /** Serdes of their own for each who closes them, as producers and consumers do. */
  private CustomerSpending.Values values() {
    return CustomerSpending.Values.of(Map.of("schema.registry.url", registry.url()));
  }

  private Properties settings(Path state) {
    Properties settings = new Properties();
    settings.put("application.id", "customer-spending");
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("state.dir", state.toString());
    settings.put("processing.guarantee", "exactly_once_v2");
    settings.put("num.stream.threads", PARTITIONS);
    return settings;
  }

  /** Sends customers and purchases, and gives what each customer has spent. */
  private Map<String, Spending> send() {
    Map<String, Spending> sums = new HashMap<>();
    try (CustomerSpending.Values values = values();
        KafkaProducer<String, Customer> producer = producer(values.customer().serializer())) {
      for (int i = 0; i < CUSTOMERS; i++) {
        Customer customer = new Customer("Customer " + i, i % 2 == 0 ? "SE" : "PT");
        var unused =
            producer.send(new ProducerRecord<>(CustomerSpending.CUSTOMERS, "c-" + i, customer));
      }
    }
    try (CustomerSpending.Values values = values();
        KafkaProducer<String, Purchase> producer = producer(values.purchase().serializer())) {
      for (int i = 0; i < purchases; i++) {
        int customer = i % CUSTOMERS;
        Purchase purchase = new Purchase("c-" + customer, i * 37L % 10_000);
        var unused =
            producer.send(new ProducerRecord<>(CustomerSpending.PURCHASES, "p-" + i, purchase));
        sums.merge(
            purchase.customer(),
            new Spending("Customer " + customer, 1, purchase.cents()),
            (sum, one) -> sum.plus(one));
      }
    }
    return sums;
  }

  private <T> KafkaProducer<String, T> producer(Serializer<T> serializer) {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    return new KafkaProducer<>(settings, new StringSerializer(), serializer);
  }

  /** The newest committed sums, as soon as they are those expected, or when patience ends. */
  private Map<String, Spending> awaitSums(
      Map<String, Spending> expected, AtomicReference<@Nullable Throwable> failure) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "sums",
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    Map<String, Spending> sums = new HashMap<>();
    try (CustomerSpending.Values values = values();
        KafkaConsumer<String, Spending> consumer =
            new KafkaConsumer<>(
                settings, new StringDeserializer(), values.spending().deserializer())) {
      consumer.subscribe(List.of(CustomerSpending.SPENDING));
      long start = System.nanoTime();
      while (!sums.equals(expected) && System.nanoTime() - start < PATIENCE.toNanos()) {
        Throwable failed = failure.get();
        if (failed != null) {
          throw new IllegalStateException("Kafka Streams failed: " + failed, failed);
        }
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> sums.put(record.key(), record.value()));
      }
    }
    return sums;
  }

  @Override
  public void close() {
    kafka.close();
    registry.close();
  }
}
