// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.deadletter.DeadLetterRepair;
import io.velostream.schema.deadletter.DeadLetterReplay;
import io.velostream.schema.deadletter.ReplayResult;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/** Puts the dead letters of a topic back that a consumer of this configuration can read by now. */
public final class ReplayDeadLetters {

  private ReplayDeadLetters() {}

  /**
   * Runs a replay, and prints what it has done.
   *
   * @param args a properties file with the configuration of the consumer, deserializers included,
   *     and the name of the dead-letter topic
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: CONSUMER.properties DEAD-LETTER-TOPIC");
    }
    Properties file = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(args[0]), UTF_8)) {
      file.load(reader);
    }
    Map<String, Object> settings = new HashMap<>();
    file.stringPropertyNames().forEach(name -> settings.put(name, file.getProperty(name)));
    System.out.println(run(settings, args[1]));
  }

  /** Runs a replay. */
  static ReplayResult run(Map<String, Object> settings, String topic) {
    try (Deserializer<?> keys = deserializer(settings, true);
        Deserializer<?> values = deserializer(settings, false);
        DeadLetterReplay replay =
            DeadLetterReplay.create(
                settings, topic, DeadLetterRepair.unchanged().andReadable(keys, values))) {
      return replay.run();
    }
  }

  private static Deserializer<?> deserializer(Map<String, Object> settings, boolean isKey) {
    String name = isKey ? "key.deserializer" : "value.deserializer";
    Object type = settings.get(name);
    if (type == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    try {
      Deserializer<?> deserializer = Utils.newInstance(type.toString(), Deserializer.class);
      deserializer.configure(settings, isKey);
      return deserializer;
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(name + " is no class: " + type, e);
    }
  }
}
