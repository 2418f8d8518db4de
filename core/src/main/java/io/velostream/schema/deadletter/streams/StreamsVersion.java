// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter.streams;

import org.apache.kafka.common.config.ConfigException;

/** Whether the Kafka Streams on the class path says which record led to a result. */
final class StreamsVersion {

  /** What a handler is given since 3.9 (KIP-1033). */
  private static final String CONTEXT = "org.apache.kafka.streams.errors.ErrorHandlerContext";

  private StreamsVersion() {}

  /**
   * Refuses a handler that an older version would not call.
   *
   * @param handler the class that is configured
   * @throws ConfigException saying which version is needed
   */
  static void require(Class<?> handler) {
    require(handler, CONTEXT);
  }

  static void require(Class<?> handler, String needed) {
    try {
      Class.forName(needed, false, handler.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new ConfigException(
          handler.getName()
              + " needs Kafka Streams 3.9.0 or newer: raise the version of"
              + " org.apache.kafka:kafka-streams, or configure a handler of your own");
    }
  }
}
