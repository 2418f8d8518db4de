// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

/**
 * The classes besides {@link CharSequence} that a model of values writes as a string, by their
 * {@link Object#toString}: what Avro calls stringable.
 */
@FunctionalInterface
public interface TextClasses {

  /** Whether objects of a class are written as a string. */
  boolean isText(Class<?> type);
}
