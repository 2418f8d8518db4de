// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

/**
 * The stringable classes of a data model: classes other than {@link CharSequence} that are written
 * as a string by {@link Object#toString}.
 */
@FunctionalInterface
public interface StringableClasses {

  /** Whether objects of a class are written as a string. */
  boolean isText(Class<?> type);
}
