// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.deadletter.DeadLetterProducer;
import io.velostream.schema.deadletter.DeadLetterRepair;
import io.velostream.schema.deadletter.DeadLetterReplay;
import io.velostream.schema.deadletter.ReplayResult;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.evolution.rollout.RolloutController;
import io.velostream.schema.evolution.rollout.RolloutPlan;
import io.velostream.schema.evolution.rollout.RolloutSignals;
import io.velostream.schema.evolution.rollout.RolloutTrigger;
import io.velostream.schema.evolution.rollout.RolloutTrigger.Action;
import io.velostream.schema.examples.console.Demo;
import io.velostream.schema.examples.console.Screen;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.rollout.LossHandling;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutFile;
import io.velostream.schema.rollout.RolloutState;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Rolls a new version of a schema out to 10 % of the keys. From order 5,000 on, the consumer cannot
 * read some orders of the new version; the rollout goes back by itself.
 *
 * <p>{@code mvn -q -Prollout-demo} in the project's folder runs it. The last line of output starts
 * with {@code OK} or {@code FAILED}, and the exit status is 0 or 1.
 */
public final class RolloutDemo implements AutoCloseable {

  private static final String TOPIC = "orders";
  private static final String LETTERS = TOPIC + ".dead-letters";
  private static final int PARTITIONS = 2;
  private static final int RATE = 2_000;
  private static final double SHARE = 0.1;
  private static final Duration OBSERVATION = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedKafka kafka;
  private final EmbeddedSchemaRegistry registry;
  private final Orders orders;
  private final Path file;
  private final Screen screen;
  private final BitSet delivered = new BitSet();
  private int repeated;
  private boolean isGood = true;

  private RolloutDemo(
      EmbeddedKafka kafka, EmbeddedSchemaRegistry registry, Path file, Screen screen) {
    this.kafka = kafka;
    this.registry = registry;
    this.orders = Orders.registeredIn(registry);
    this.file = file;
    this.screen = screen;
  }

  /**
   * Runs the program and halts the JVM.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    Demo.main("rollout-demo", RolloutDemo::run);
  }

  /** Runs the program. Gives the exit status, 0 or 1. */
  static int run(PrintStream out) {
    return Demo.run(RolloutDemo::run, Screen.plain(out));
  }

  private static String run(Screen screen) throws Exception {
    Demo.introduce(
        screen,
        "Rollout: a new version of a schema for 10 % of the keys, which fails and goes back",
        "Version 2 of the order knows urgent orders. From order 5,000 on there are some, and the",
        "consumer cannot read them. The rollout sees its dead letters, and goes back to version 1.");
    try (RolloutDemo demo = start(screen)) {
      return demo.run();
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // what is started is closed with the demo
  private static RolloutDemo start(Screen screen) throws InterruptedException, ExecutionException {
    return screen.busy(
        "Starting a Kafka broker and a schema registry",
        () -> {
          EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
          registry.compatibility(Orders.SUBJECT, "NONE");
          EmbeddedKafka kafka = EmbeddedKafka.start();
          kafka.createTopic(TOPIC, PARTITIONS);
          kafka.createTopic(LETTERS, PARTITIONS);
          Path file = Files.createTempDirectory("rollout").resolve("rollouts.json");
          return new RolloutDemo(kafka, registry, file, screen);
        });
  }

  private String run() throws Exception {
    RolloutController controller =
        new RolloutController(
            plan(),
            RolloutSignals.ofThisJvm(TOPIC),
            this::write,
            event -> announce((SchemaEvent.RolloutChanged) event),
            null);
    screen.heading("The rollout, in " + file.getFileName() + ", which the serializer reads");
    controller.runOnce(System.nanoTime());
    ScheduledExecutorService observer = Executors.newSingleThreadScheduledExecutor();
    try (OrderReader reader = reader(Orders.Known.class)) {
      Future<?> observing =
          observer.scheduleWithFixedDelay(
              () -> controller.runOnce(System.nanoTime()),
              OBSERVATION.toMillis(),
              OBSERVATION.toMillis(),
              TimeUnit.MILLISECONDS);
      send(reader);
      await(() -> reader.count() + reader.deadLetters() >= Orders.COUNT);
      observing.cancel(false);
      check(
          controller.current().state() == RolloutState.ROLLED_BACK,
          "rolled back: " + controller.current().reason());
      check(
          reader.count() + reader.deadLetters() == Orders.COUNT,
          reader.count() + " orders delivered, " + reader.deadLetters() + " dead letters");
      repeated = reader.repeated();
    } finally {
      observer.shutdownNow();
    }
    int rolledBackAfter = compareVersions();

    screen.heading("The fix: the consumer knows urgent orders, and the dead letters are replayed");
    replay();
    return (isGood ? "OK" : "FAILED")
        + (" rolled-back-after=" + rolledBackAfter)
        + (" lost=" + (Orders.COUNT - delivered.cardinality()));
  }

  private static RolloutPlan plan() {
    return new RolloutPlan(
        Orders.SUBJECT,
        1,
        2,
        RolloutPlan.canary(Duration.ofMinutes(10), Orders.COUNT, SHARE, 1),
        List.of(
            RolloutTrigger.deadLetters(2, Action.ROLL_BACK),
            RolloutTrigger.errorRate(0.02, Action.ROLL_BACK)),
        Duration.ofMinutes(10),
        LossHandling.REPORT);
  }

  private void write(Rollout rollout) {
    try {
      RolloutFile.write(file, List.of(rollout));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void announce(SchemaEvent.RolloutChanged event) {
    screen.say("  " + event.state() + ", " + event.extent() + ": " + event.reason());
  }

  private void check(boolean isTrue, String line) {
    isGood &= isTrue;
    screen.check(isTrue, line);
  }

  /** Sends all orders at a steady rate, as the new program has them. */
  private void send(OrderReader reader) throws InterruptedException, ExecutionException {
    Map<String, Object> settings = settings();
    settings.put("key.serializer", StringSerializer.class);
    settings.put("value.serializer", KafkaAvroSerializer.class);
    settings.put("schema.rollout.file", file.toString());
    settings.put("schema.rollout.refresh.ms", OBSERVATION.toMillis());
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (DeadLetterProducer<String, Object> producer = DeadLetterProducer.create(settings)) {
      long start = System.nanoTime();
      for (int number = 0; number < Orders.COUNT; number++) {
        long due = start + number * 1_000_000_000L / RATE;
        LockSupport.parkNanos(due - System.nanoTime());
        sent.add(producer.send(new ProducerRecord<>(TOPIC, "key-" + number, Orders.order(number))));
        screen.progress("Sending and reading", reader.count(), Orders.COUNT);
      }
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }

  private OrderReader reader(Class<?> type) {
    Map<String, Object> settings = settings();
    settings.put("group.id", "warehouse");
    settings.put("auto.offset.reset", "earliest");
    settings.put("key.deserializer", StringDeserializer.class);
    settings.put("value.deserializer", KafkaAvroDeserializer.class);
    settings.put("schema.on.failure", "dead-letter");
    settings.putAll(reading(type));
    return OrderReader.start(settings, TOPIC, delivered);
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("schema.registry.url", registry.url());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("fetch.max.wait.ms", "50");
    return settings;
  }

  private Map<String, Object> reading(Class<?> type) {
    return Map.of(
        "schema.registry.url",
        registry.url(),
        "specific.avro.value.type",
        type.getName(),
        "schema.reflection",
        "true");
  }

  private static void await(BooleanSupplier isDone) {
    long start = System.nanoTime();
    while (!isDone.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IllegalStateException("not all orders have arrived in a minute");
      }
      LockSupport.parkNanos(OBSERVATION.toNanos());
    }
  }

  /** Reads which version each order was written in. Gives how many were sent until the way back. */
  private int compareVersions() {
    int second = 0;
    int last = -1;
    int count = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        partitions.add(new TopicPartition(TOPIC, partition));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long start = System.nanoTime();
      while (count < Orders.COUNT && System.nanoTime() - start < PATIENCE.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(OBSERVATION)) {
          count++;
          if (ByteBuffer.wrap(each.value(), 1, Integer.BYTES).getInt() == orders.secondId) {
            second++;
            last = Math.max(last, Integer.parseInt(new String(each.key(), UTF_8).substring(4)));
          }
        }
      }
    }
    double share = second / (double) (last + 1);
    check(
        Math.abs(share - SHARE) < SHARE / 2,
        String.format("%d orders in version 2 until order %d: %.1f %%", second, last, share * 100));
    check(last < Orders.COUNT - RATE / 2, "all orders behind it are in version 1");
    return last - Orders.FIRST_URGENT + 1;
  }

  private void replay() {
    try (StringDeserializer keys = new StringDeserializer();
        KafkaAvroDeserializer values = new KafkaAvroDeserializer()) {
      values.configure(reading(Orders.Fixed.class), false);
      DeadLetterRepair fixed = DeadLetterRepair.unchanged().andReadable(keys, values);
      ReplayResult result;
      try (DeadLetterReplay replay = DeadLetterReplay.create(settings(), LETTERS, fixed)) {
        result = replay.run();
      }
      check(
          result.kept() == 0 && result.replayed() > 0,
          result.replayed() + " dead letters put back");
      try (OrderReader reader = reader(Orders.Fixed.class)) {
        await(() -> reader.count() >= result.replayed());
        repeated += reader.repeated();
      }
    }
    check(
        delivered.cardinality() == Orders.COUNT && repeated == 0,
        delivered.cardinality() + " orders delivered, each once");
  }

  @Override
  public void close() throws IOException {
    kafka.close();
    registry.close();
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.getParent());
  }
}
