// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.streams;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.examples.console.Demo;
import io.velostream.schema.examples.console.Screen;
import io.velostream.schema.examples.streams.CustomerSpending.Customer;
import io.velostream.schema.examples.streams.CustomerSpending.Spending;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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
 * exactly once, shows the top customers as they change, and compares the sums with its own.
 *
 * <p>{@code mvn -q -Pstreams-demo} in the project's folder runs it. {@code -Dpurchases=N} sends so
 * many, {@code -Drate=N} so many a second. The last line of output starts with {@code OK} or {@code
 * FAILED}, and the exit status is 0 or 1.
 */
public final class SpendingDemo implements AutoCloseable {

  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedKafka kafka;
  private final EmbeddedSchemaRegistry registry;
  private final Purchases purchases;
  private final int rate;
  private final Screen screen;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private SpendingDemo(
      EmbeddedKafka kafka,
      EmbeddedSchemaRegistry registry,
      Purchases purchases,
      int rate,
      Screen screen) {
    this.kafka = kafka;
    this.registry = registry;
    this.purchases = purchases;
    this.rate = rate;
    this.screen = screen;
  }

  /**
   * Runs the program and halts the JVM.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    Demo.main("streams-demo", screen -> run(System.getProperties(), screen));
  }

  /** Runs the program. Gives the exit status, 0 or 1. */
  static int run(Properties properties, PrintStream out) {
    return Demo.run(screen -> run(properties, screen), Screen.plain(out));
  }

  private static String run(Properties properties, Screen screen)
      throws InterruptedException, ExecutionException, IOException {
    Purchases purchases = new Purchases(number(properties, "purchases", 2_000));
    int rate = number(properties, "rate", 300);
    Demo.introduce(
        screen,
        "Kafka Streams: purchases in JSON, joined with customers in Avro, added up exactly once",
        "The program keys purchases anew, joins them and keeps sums in a store: six topics, three of",
        "them made by Streams itself. The serdes register and look up a schema for each of them.");
    try (SpendingDemo demo = start(purchases, rate, screen)) {
      return demo.run();
    }
  }

  private static int number(Properties properties, String name, int usual) {
    String value = properties.getProperty(name, "").strip();
    if (value.isEmpty()) {
      return usual;
    }
    if (!value.matches("[1-9]\\d{0,6}")) {
      throw new IllegalArgumentException("-D" + name + "=" + value + " is no number from 1 up");
    }
    return Integer.parseInt(value);
  }

  @SuppressWarnings("MustBeClosedChecker") // what is started is closed with the demo
  private static SpendingDemo start(Purchases purchases, int rate, Screen screen)
      throws InterruptedException, ExecutionException {
    EmbeddedKafka kafka =
        screen.busy("Starting a Kafka broker in this JVM", () -> EmbeddedKafka.start());
    return new SpendingDemo(kafka, EmbeddedSchemaRegistry.start(), purchases, rate, screen);
  }

  private String run() throws IOException {
    for (String topic :
        List.of(
            CustomerSpending.CUSTOMERS, CustomerSpending.PURCHASES, CustomerSpending.SPENDING)) {
      kafka.createTopic(topic, PARTITIONS);
    }
    screen.say("Kafka " + kafka.bootstrapServers() + ", registry " + registry.url());
    screen.say(
        "Sending " + rate + " purchases a second, which Kafka Streams adds up as they come.");
    screen.say("");
    Map<String, Spending> expected = purchases.sums();
    Map<String, Spending> seen = addUp(expected);
    long mismatches =
        expected.entrySet().stream()
            .filter(each -> !each.getValue().equals(seen.get(each.getKey())))
            .count();
    screen.say("");
    screen.check(
        mismatches == 0,
        (expected.size() - mismatches)
            + " of "
            + expected.size()
            + " sums equal those added up without Kafka: no purchase is lost or counted twice");
    printSubjects();
    return (mismatches == 0 ? "OK" : "FAILED")
        + (" purchases=" + purchases.count())
        + (" customers=" + expected.size())
        + (" mismatches=" + mismatches);
  }

  private Map<String, Spending> addUp(Map<String, Spending> expected) throws IOException {
    Path state = Files.createTempDirectory("spending");
    try (CustomerSpending.Values values = values();
        CustomerSpending.Values sent = values();
        KafkaStreams streams =
            new KafkaStreams(CustomerSpending.topology(values), settings(state))) {
      sendCustomers();
      streams.setUncaughtExceptionHandler(
          e -> {
            failure.compareAndSet(null, e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      try (PurchaseSender sender =
          new PurchaseSender(purchases, rate, producer(sent.purchase().serializer()), failure)) {
        sender.start();
        return awaitSums(expected);
      }
    } finally {
      Utils.delete(state.toFile());
    }
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

  private void sendCustomers() {
    try (CustomerSpending.Values values = values();
        KafkaProducer<String, Customer> producer = producer(values.customer().serializer())) {
      purchases
          .customers()
          .forEach(
              (key, customer) -> {
                var unused =
                    producer.send(
                        new ProducerRecord<>(CustomerSpending.CUSTOMERS, key, customer),
                        (metadata, e) -> {
                          if (e != null) {
                            failure.compareAndSet(null, e);
                          }
                        });
              });
    }
  }

  private <T> KafkaProducer<String, T> producer(Serializer<T> serializer) {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    return new KafkaProducer<>(settings, new StringSerializer(), serializer);
  }

  /** The newest committed sums, as soon as they are those expected, or when patience ends. */
  private Map<String, Spending> awaitSums(Map<String, Spending> expected) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "sums",
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest",
            "fetch.max.wait.ms",
            100);
    Map<String, Spending> sums = new HashMap<>();
    TopCustomers table = new TopCustomers(screen, purchases.count());
    try (CustomerSpending.Values values = values();
        KafkaConsumer<String, Spending> consumer =
            new KafkaConsumer<>(
                settings, new StringDeserializer(), values.spending().deserializer())) {
      consumer.subscribe(List.of(CustomerSpending.SPENDING));
      long lastProgress = System.nanoTime();
      while (!sums.equals(expected) && System.nanoTime() - lastProgress < PATIENCE.toNanos()) {
        Throwable failed = failure.get();
        if (failed != null) {
          throw new IllegalStateException("Kafka Streams or a producer failed: " + failed, failed);
        }
        ConsumerRecords<String, Spending> records = consumer.poll(Duration.ofMillis(100));
        records.forEach(record -> sums.put(record.key(), record.value()));
        if (!records.isEmpty()) {
          lastProgress = System.nanoTime();
          table.show(sums.values());
        } else if (sums.isEmpty()) {
          screen.progress("Kafka Streams starts, and takes its partitions …");
        }
      }
    }
    screen.keep();
    return sums;
  }

  /** Prints which subjects the serdes have registered. */
  private void printSubjects() {
    try (SchemaResolver resolver =
        SchemaResolver.builder()
            .registry(RegistrySettings.of(URI.create(registry.url())))
            .build()) {
      screen.say("Subjects that the serdes registered, those of Streams' own topics included:");
      resolver
          .registry()
          .call(SubjectRequests.subjects())
          .forEach((Subject each) -> screen.say("  " + each.name()));
    }
    screen.say("");
  }

  @Override
  public void close() {
    kafka.close();
    registry.close();
  }
}
