// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

/** Decides for which record types classes are made. Safe for use by many threads. */
@FunctionalInterface
public interface ClassPolicy {

  /**
   * Called when a batch of records of a type was counted, by the thread that read or wrote them.
   */
  void used(TypeUse<?> use);
}
