// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.deadletter.DeadLetterConsumer;
import io.velostream.schema.deadletter.DeadLetterHeaders;
import io.velostream.schema.deadletter.DeadLetterRepair;
import io.velostream.schema.deadletter.DeadLetterReplay;
import io.velostream.schema.deadletter.ReplayResult;
import io.velostream.schema.examples.console.Demo;
import io.velostream.schema.examples.console.Screen;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Sends 1,000 good payments and 50 that cannot be read, reads the good ones, compares the
 * dead-letter topic with what was sent, mends the broken ones and reads them too.
 *
 * <p>{@code mvn -q -Ppoison-demo} in the project's folder runs it. The last line of output starts
 * with {@code OK} or {@code FAILED}, and the exit status is 0 or 1.
 */
public final class PoisonDemo implements AutoCloseable {

  private static final String TOPIC = "payments";
  private static final String LETTERS = TOPIC + ".dead-letters";
  private static final int PARTITIONS = 3;
  private static final int SEEN_BEFORE_THE_FAILURE = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedKafka kafka;
  private final EmbeddedSchemaRegistry registry;
  private final Payments payments;
  private final Screen screen;
  private final Deliveries deliveries = new Deliveries();
  private boolean isGood = true;

  private PoisonDemo(EmbeddedKafka kafka, EmbeddedSchemaRegistry registry, Screen screen) {
    this.kafka = kafka;
    this.registry = registry;
    this.payments = Payments.registeredIn(registry);
    this.screen = screen;
  }

  /**
   * Runs the program and halts the JVM.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    Demo.main("poison-demo", PoisonDemo::run);
  }

  /** Runs the program. Gives the exit status, 0 or 1. */
  static int run(PrintStream out) {
    return Demo.run(PoisonDemo::run, Screen.plain(out));
  }

  private static String run(Screen screen) throws InterruptedException, ExecutionException {
    Demo.introduce(
        screen,
        "Dead letters: 1,000 payments that can be read, and 50 that cannot",
        "The consumer goes on behind each record that it cannot read, and keeps it in a dead-letter",
        "topic. A replay brings those records home when their causes are mended.");
    try (PoisonDemo demo = start(screen)) {
      return demo.run();
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // what is started is closed with the demo
  private static PoisonDemo start(Screen screen) throws InterruptedException, ExecutionException {
    return screen.busy(
        "Starting a Kafka broker and a schema registry",
        () -> {
          EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
          EmbeddedKafka kafka = EmbeddedKafka.start();
          kafka.createTopic(TOPIC, PARTITIONS);
          kafka.createTopic(LETTERS, PARTITIONS);
          return new PoisonDemo(kafka, registry, screen);
        });
  }

  private String run() throws InterruptedException, ExecutionException {
    send();
    screen.heading("The consumer, with schema.on.failure=dead-letter");
    int letters = read();
    check(
        deliveries.delivered() == Payments.COUNT - Payments.BROKEN && deliveries.repeated() == 0,
        deliveries.delivered() + " payments delivered, each once");
    check(letters == Payments.BROKEN, letters + " dead letters written");
    compareLetters();

    screen.heading("The fix: a forgotten schema is registered, and a function mends the payloads");
    payments.registerTheForgottenSchema();
    failHalfWay();
    replay();
    int more = read();
    check(more == 0, more + " dead letters written now");
    check(
        deliveries.lost() == 0 && deliveries.repeated() == 0,
        deliveries.delivered() + " payments delivered, each once");
    return (isGood ? "OK" : "FAILED")
        + (" delivered=" + deliveries.delivered())
        + (" lost=" + deliveries.lost())
        + (" repeated=" + deliveries.repeated());
  }

  private void check(boolean isTrue, String line) {
    isGood &= isTrue;
    screen.check(isTrue, line);
  }

  private void send() throws InterruptedException, ExecutionException {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    Map<BrokenKind, Integer> broken = new EnumMap<>(BrokenKind.class);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int number = 0; number < Payments.COUNT; number++) {
        BrokenKind kind = Payments.kind(number);
        if (kind != null) {
          broken.merge(kind, 1, Integer::sum);
        }
        sent.add(producer.send(record(number)));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
    screen.heading("Sent " + Payments.COUNT + " payments; these cannot be read:");
    broken.forEach((kind, count) -> screen.say("  " + count + "  " + kind.text()));
  }

  private ProducerRecord<byte[], byte[]> record(int number) {
    return new ProducerRecord<>(
        TOPIC, number % PARTITIONS, Payments.key(number).getBytes(UTF_8), payments.value(number));
  }

  /** Reads to the end of the topic. Gives how many dead letters were written. */
  private int read() {
    Map<String, Object> settings = settings();
    settings.put("group.id", "bookkeeping");
    settings.put("auto.offset.reset", "earliest");
    settings.put("key.deserializer", StringDeserializer.class);
    settings.put("value.deserializer", KafkaAvroDeserializer.class);
    settings.put("schema.on.failure", "dead-letter");
    settings.putAll(reader());
    try (DeadLetterConsumer<String, Payment> consumer = DeadLetterConsumer.create(settings)) {
      consumer.subscribe(List.of(TOPIC));
      long start = System.nanoTime();
      while (!isAtEnd(consumer)) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new IllegalStateException("the end of " + TOPIC + " is not reached in a minute");
        }
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(each -> deliveries.add(each.key(), each.value()));
        screen.progress("Reading", deliveries.delivered(), Payments.COUNT);
      }
      consumer.commitSync();
      return Math.toIntExact(consumer.deadLetters());
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("fetch.max.wait.ms", "100");
    return settings;
  }

  /** What the deserializer of the values is configured with. */
  private Map<String, Object> reader() {
    return Map.of(
        "schema.registry.url",
        registry.url(),
        "specific.avro.value.type",
        Payment.class.getName(),
        "schema.reflection",
        "true",
        "avro.fail.on.trailing.data",
        "true");
  }

  private static boolean isAtEnd(Consumer<?, ?> consumer) {
    Set<TopicPartition> assigned = consumer.assignment();
    return !assigned.isEmpty()
        && consumer.endOffsets(assigned).entrySet().stream()
            .allMatch(each -> consumer.position(each.getKey()) >= each.getValue());
  }

  /** Reads the whole dead-letter topic as bytes. */
  private void compareLetters() {
    int letters = 0;
    int equal = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(LETTERS).stream()
              .map(each -> new TopicPartition(LETTERS, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!isAtEnd(consumer)) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
          letters++;
          equal += isOriginal(each) ? 1 : 0;
        }
      }
    }
    check(
        letters == Payments.BROKEN && equal == letters,
        LETTERS + " holds " + letters + " records, " + equal + " of them with the bytes sent");
  }

  private boolean isOriginal(ConsumerRecord<byte[], byte[]> letter) {
    int number = Payments.number(new String(letter.key(), UTF_8));
    String partition =
        new String(letter.headers().lastHeader(DeadLetterHeaders.PARTITION).value(), UTF_8);
    return Payments.kind(number) != null
        && Arrays.equals(letter.value(), payments.value(number))
        && partition.equals(Integer.toString(number % PARTITIONS));
  }

  /** A replay whose repair fails on the way, so that its transaction is aborted. */
  private void failHalfWay() {
    AtomicInteger seen = new AtomicInteger();
    DeadLetterRepair failing =
        letter -> {
          if (seen.incrementAndGet() > SEEN_BEFORE_THE_FAILURE) {
            throw new IllegalStateException("the replay is stopped on its way");
          }
          return payments.repaired(letter);
        };
    String outcome = "it was not stopped";
    try (DeadLetterReplay replay = DeadLetterReplay.create(settings(), LETTERS, failing)) {
      replay.run();
    } catch (IllegalStateException e) {
      outcome = e.getMessage() + " after " + SEEN_BEFORE_THE_FAILURE + " dead letters";
    }
    check(seen.get() > SEEN_BEFORE_THE_FAILURE, "First replay: " + outcome);
  }

  private void replay() {
    try (StringDeserializer keys = new StringDeserializer();
        KafkaAvroDeserializer values = new KafkaAvroDeserializer()) {
      values.configure(reader(), false);
      DeadLetterRepair mended = payments::repaired;
      try (DeadLetterReplay replay =
          DeadLetterReplay.create(settings(), LETTERS, mended.andReadable(keys, values))) {
        ReplayResult result = replay.run();
        check(
            result.equals(new ReplayResult(Payments.BROKEN, 0, 0)),
            "Second replay: "
                + (result.replayed() + " put back, ")
                + (result.kept() + " kept, ")
                + (result.repeated() + " repeated"));
      }
    }
  }

  @Override
  public void close() {
    kafka.close();
    registry.close();
  }
}
