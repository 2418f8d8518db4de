// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.connector;

import java.util.HashSet;
import java.util.Set;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;

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

  static TableKind of(String connector, boolean reads, DynamicTableFactory factory) {
    Set<String> known = new HashSet<>();
    factory.requiredOptions().forEach(option -> known.add(option.key()));
    factory.optionalOptions().forEach(option -> known.add(option.key()));
    return new TableKind(connector, reads, known);
  }

  /**
   * Finds Flink's factory.
   *
   * @throws ValidationException if Flink's Kafka connector is not on the class path
   */
  static DynamicTableFactory factory(String connector, ClassLoader loader) {
    try {
      return FactoryUtil.discoverFactory(loader, DynamicTableFactory.class, connector);
    } catch (ValidationException e) {
      throw new ValidationException(
          "connector '"
              + PREFIX
              + connector
              + "' needs Flink's Kafka connector on the class path: flink-connector-kafka or"
              + " flink-sql-connector-kafka",
          e);
    }
  }

  /** Whether each row has a key, and replaces the row before it with that key. */
  boolean isUpsert() {
    return connector.equals("upsert-kafka");
  }
}
