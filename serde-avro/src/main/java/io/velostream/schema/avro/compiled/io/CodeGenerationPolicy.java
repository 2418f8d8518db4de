// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

/** Decides for which record types classes are generated. Safe for use by many threads. */
@FunctionalInterface
public interface CodeGenerationPolicy {

  /**
   * Called when a batch of records of a type was counted, on the thread that read or wrote them.
   */
  void onBatchCounted(TypeUsage<?> use);
}
