// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import io.velostream.schema.kafka.EmbeddedKafka;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends records through a real Kafka, reads them back and compares.
 *
 * <p>{@code mvn -q -Pquickstart} in the project's folder runs it, inside Maven's own JVM. Settings
 * are system properties: {@code -Dinput}, {@code -Drecords}, {@code -Dkafka}, {@code -Dregistry}.
 * The last line of output starts with {@code OK} or {@code FAILED}, and the exit status is 0 or 1.
 */
public final class Quickstart {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private Quickstart() {}

  /**
   * Runs the quickstart and ends the JVM.
   *
   * <p>The JVM is halted: Maven would add a report of its own to a failure, and the terminal codes
   * of its shutdown to any result.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    int status = run(System.getProperties(), System.out);
    System.err.flush();
    System.out.flush();
    Runtime.getRuntime().halt(status);
  }

  /**
   * Runs the quickstart. Whatever happens, the last thing printed is one line with the result.
   *
   * @return the exit status, 0 or 1
   */
  @SuppressWarnings("CatchingUnchecked") // The reader of the last line wants every failure there.
  static int run(Properties properties, PrintStream out) {
    try {
      String result = roundTrip(QuickstartSettings.of(properties));
      out.println(result);
      return result.startsWith("OK ") ? 0 : 1;
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      System.err.flush();
      out.println("FAILED " + oneLine(e));
      return 1;
    }
  }

  private static String roundTrip(QuickstartSettings settings) throws Exception {
    if (settings.kafka() != null) {
      mustAnswer(settings.kafka());
      return roundTrip(settings, settings.kafka());
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      return roundTrip(settings, kafka.bootstrapServers());
    }
  }

  private static String roundTrip(QuickstartSettings settings, String bootstrapServers)
      throws Exception {
    String topic = "quickstart-" + UUID.randomUUID();
    List<String> sent =
        IntStream.range(0, settings.records()).mapToObj(i -> "record " + i).toList();
    send(bootstrapServers, topic, sent);
    List<String> received = receive(bootstrapServers, topic, sent.size());
    long mismatches =
        IntStream.range(0, sent.size())
            .filter(i -> i >= received.size() || !received.get(i).equals(sent.get(i)))
            .count();
    return (mismatches == 0 ? "OK" : "FAILED")
        + (" records=" + received.size() + " subjects=0 mismatches=" + mismatches);
  }

  /** Says so at once where a producer would try for a minute a record. */
  private static void mustAnswer(String bootstrapServers) throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "request.timeout.ms",
            5_000,
            "default.api.timeout.ms",
            15_000);
    try (Admin admin = Admin.create(settings)) {
      admin.describeCluster().nodes().get();
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new IllegalStateException("-Dkafka=" + bootstrapServers + " does not answer", cause);
    }
  }

  private static void send(String bootstrapServers, String topic, List<String> values)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "max.block.ms", DEADLINE.toMillis());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      List<Future<RecordMetadata>> sends = new ArrayList<>();
      for (String value : values) {
        sends.add(producer.send(new ProducerRecord<>(topic, 0, null, value)));
      }
      for (Future<RecordMetadata> each : sends) {
        each.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  private static List<String> receive(String bootstrapServers, String topic, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "group.id", topic,
            "auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      long start = System.nanoTime();
      while (values.size() < count && System.nanoTime() - start < DEADLINE.toNanos()) {
        for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(200))) {
          values.add(each.value());
        }
      }
    }
    return values;
  }

  /** An exception and what caused it, without line ends. */
  private static String oneLine(Throwable thrown) {
    StringBuilder line = new StringBuilder(sentence(thrown));
    Throwable cause = thrown.getCause();
    for (int depth = 0; cause != null && depth < 5; depth++, cause = cause.getCause()) {
      line.append(" <- ").append(sentence(cause));
    }
    return line.toString().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String sentence(Throwable thrown) {
    String message = Objects.requireNonNullElse(thrown.getMessage(), "no message");
    return thrown.getClass().getSimpleName() + ": " + message;
  }
}
