// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.model;

import java.util.List;
import java.util.Map;

/**
 * Decides whether data written with one schema can be read with another. The embedded registry has
 * one for Avro; users give one for other schema types. It is called under the registry's lock, by
 * one thread at a time, and must not call the registry.
 *
 * <p>References are a map of each name in any text of a schema to the referenced text, including
 * transitive references.
 */
@FunctionalInterface
public interface CompatibilityChecker {

  /**
   * Lists the incompatibilities.
   *
   * @param reader text of the schema that reads
   * @param readerReferences texts that it refers to, by name
   * @param writer text of the schema that has written
   * @param writerReferences texts that it refers to, by name
   * @return one sentence for each incompatibility, empty when the reader can read all of it
   */
  List<String> incompatibilities(
      String reader,
      Map<String, String> readerReferences,
      String writer,
      Map<String, String> writerReferences);
}
