// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Finds the class that a schema names. */
@FunctionalInterface
public interface ClassFinder {

  /**
   * The class of this name.
   *
   * @param name a class name, or the full name of a schema, which may be that of a nested class
   *     with dots
   * @return the class, not initialized; null when there is none
   * @throws io.velostream.schema.model.InvalidSchemaException when it must not be loaded
   */
  @Nullable Class<?> find(String name);

  /**
   * The class of a record, an enum or a fixed, as {@link #find} by its name, or one that was
   * generated for it.
   */
  default @Nullable Class<?> of(Schema named) {
    return find(SpecificData.getClassName(named));
  }

  /** Finds none. */
  ClassFinder NONE = name -> null;

  /** Finds none: for generic values. Always the same one. */
  static ClassFinder none() {
    return NONE;
  }
}
