// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import io.velostream.schema.flink.connector.KafkaTableFactory;

/**
 * The connector {@code velo-kafka}: Flink's Kafka connector with the options of a configuration
 * file. Flink finds it by its name in statements.
 */
public final class VeloKafkaTableFactory extends KafkaTableFactory {

  /** Called by Flink. */
  public VeloKafkaTableFactory() {
    super("kafka");
  }
}
