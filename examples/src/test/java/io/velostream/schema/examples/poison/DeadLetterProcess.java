// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.deadletter.DeadLetterConsumer;
import io.velostream.schema.deadletter.DeadLetterReplay;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer or a replay in a JVM of its own, which prints each record before it is committed. */
final class DeadLetterProcess {

  static final String TOPIC = "payments";
  static final String LETTERS = TOPIC + ".dead-letters";
  static final int PARTITIONS = 3;

  /** What is printed when everything is done. */
  static final String END = "end";

  private DeadLetterProcess() {}

  /** Runs {@code consume} or {@code replay}, with the addresses of the broker and the registry. */
  public static void main(String[] args) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", args[1]);
    if (args[0].equals("consume")) {
      consume(settings, args[2]);
    } else {
      replay(settings);
    }
    print(END);
  }

  /**
   * A process that runs {@link #main}. The system property {@code kafka.clients.jar} gives it
   * another version of kafka-clients.
   */
  static ProcessBuilder of(String mode, String kafka, String registry) {
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
            "-cp",
            classPath(),
            DeadLetterProcess.class.getName(),
            mode,
            kafka,
            registry)
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static String classPath() {
    String classPath = System.getProperty("java.class.path");
    String kafka = System.getProperty("kafka.clients.jar", "");
    return kafka.isEmpty() ? classPath : kafka + File.pathSeparator + classPath;
  }

  private static void consume(Map<String, Object> settings, String registry) {
    settings.put("group.id", "bookkeeping");
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", "false");
    settings.put("max.poll.records", "5");
    settings.put("fetch.max.wait.ms", "100");
    settings.put("key.deserializer", StringDeserializer.class);
    settings.put("value.deserializer", KafkaAvroDeserializer.class);
    settings.put("schema.registry.url", registry);
    settings.put("schema.reflection", "true");
    settings.put("specific.avro.value.type", Payment.class.getName());
    settings.put("avro.fail.on.trailing.data", "true");
    settings.put("schema.on.failure", "dead-letter");
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(new TopicPartition(TOPIC, partition));
    }
    try (DeadLetterConsumer<String, Payment> consumer = DeadLetterConsumer.create(settings)) {
      consumer.assign(partitions);
      while (!consumer.endOffsets(partitions).entrySet().stream()
          .allMatch(each -> consumer.position(each.getKey()) >= each.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(each -> print(each.key()));
        consumer.commitSync();
      }
    }
  }

  private static void replay(Map<String, Object> settings) {
    try (DeadLetterReplay replay =
        DeadLetterReplay.create(
            settings,
            LETTERS,
            letter -> {
              print(new String(Optional.ofNullable(letter.key()).orElseThrow(), UTF_8));
              return Optional.of(letter);
            })) {
      replay.run();
    }
  }

  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
