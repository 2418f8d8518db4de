// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.util.List;

/**
 * Decides whether data written with one schema can be read with another. An {@link
 * EmbeddedSchemaRegistry} has one for Avro; users give one for other schema types. It is called
 * under the registry's lock, by one thread at a time, and must not call the registry.
 */
@FunctionalInterface
public interface CompatibilityChecker {

  /**
   * Lists what stands in the way.
   *
   * @param reader text of the schema that reads
   * @param writer text of the schema that has written
   * @return one sentence for each incompatibility, empty when the reader can read all of it
   */
  List<String> incompatibilities(String reader, String writer);
}
