// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Finds the class that a schema names. */
@FunctionalInterface
public interface ClassFinder {

  /**
   * Finds a class by name.
   *
   * @param name a class name, or the full name of a schema, in which dots may separate nested
   *     classes
   * @return the class, not initialized; null when there is none
   * @throws io.velostream.schema.model.InvalidSchemaException when the class is not allowed
   */
  @Nullable Class<?> find(String name);

  /**
   * Finds the class of a record, an enum or a fixed: the class of its name, or a class that was
   * generated for it.
   */
  default @Nullable Class<?> of(Schema named) {
    return find(SpecificData.getClassName(named));
  }

  /** Finds no class. */
  ClassFinder NONE = name -> null;

  /** Returns a finder for generic values, which finds no class. */
  static ClassFinder none() {
    return NONE;
  }
}
