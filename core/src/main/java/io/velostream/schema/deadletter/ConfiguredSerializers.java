// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/** Creates the serializers that the configuration of a producer names. */
final class ConfiguredSerializers {

  private ConfiguredSerializers() {}

  /**
   * Creates and configures a serializer.
   *
   * @param isKey whether it is the one of keys, not of values
   * @throws ConfigException naming the key, if the class is missing or is no serializer
   */
  @SuppressWarnings("unchecked") // a configuration does not know the type
  static <T> Serializer<T> create(Map<String, ?> configs, boolean isKey) {
    String name =
        isKey
            ? ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG
            : ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG;
    Object type = ConfigDef.parseType(name, configs.get(name), ConfigDef.Type.CLASS);
    if (!(type instanceof Class<?> found) || !Serializer.class.isAssignableFrom(found)) {
      throw new ConfigException(name, configs.get(name), "a class of a Kafka serializer is needed");
    }
    Serializer<T> serializer = (Serializer<T>) Utils.newInstance(found);
    serializer.configure(configs, isKey);
    return serializer;
  }
}
