// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.connector;

import java.util.Set;

/**
 * What a table is made for.
 *
 * @param connector Flink's connector, {@code kafka} or {@code upsert-kafka}
 * @param reads whether it is read, not written
 * @param options the options that the connector knows
 */
record TableKind(String connector, boolean reads, Set<String> options) {

  /** What our names of connectors begin with. */
  static final String PREFIX = "velo-";

  TableKind {
    options = Set.copyOf(options);
  }

  /** Whether each row has a key, and replaces the row before it with that key. */
  boolean isUpsert() {
    return connector.equals("upsert-kafka");
  }
}
