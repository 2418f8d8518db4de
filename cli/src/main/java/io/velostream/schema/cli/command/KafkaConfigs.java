// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.text.CommandException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The settings of Kafka's clients. */
final class KafkaConfigs {

  private KafkaConfigs() {}

  /** Settings that reach a broker. */
  static Map<String, Object> required(Map<String, Object> configs) {
    if (!configs.containsKey(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
      throw new CommandException(
          "no broker is given; add -D bootstrap.servers=HOST:PORT, or --config FILE with it");
    }
    return configs;
  }

  /** Settings of a consumer that belongs to no group and commits nothing. */
  static Map<String, Object> reader(Map<String, Object> configs) {
    Map<String, Object> reader = new HashMap<>(required(configs));
    List.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG)
        .forEach(reader::remove);
    reader.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reader.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return reader;
  }
}
