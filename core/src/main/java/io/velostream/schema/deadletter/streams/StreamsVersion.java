// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter.streams;

import org.apache.kafka.common.config.ConfigException;

/** Whether the Kafka Streams on the class path sends dead letters that handlers give it. */
final class StreamsVersion {

  /** What a handler answers since KIP-1034. */
  private static final String RESPONSE =
      "org.apache.kafka.streams.errors.DeserializationExceptionHandler$Response";

  private StreamsVersion() {}

  /**
   * Refuses a handler that an older version would not call.
   *
   * @param handler the class that is configured
   * @throws ConfigException saying which version is needed
   */
  static void require(Class<?> handler) {
    require(handler, RESPONSE);
  }

  static void require(Class<?> handler, String needed) {
    try {
      Class.forName(needed, false, handler.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new ConfigException(
          handler.getName()
              + " needs Kafka Streams 4.2.0 or newer: raise the version of"
              + " org.apache.kafka:kafka-streams, or configure a handler of your own");
    }
  }
}
