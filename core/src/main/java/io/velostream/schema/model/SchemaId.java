// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.Objects;

/**
 * The number that a registry gave to a schema, together with the context in which the number is
 * unique.
 *
 * @param context registry context; {@link Subject#DEFAULT_CONTEXT} where none is named
 * @param value the number as it stands in the frame of a record
 */
public record SchemaId(String context, int value) {

  public SchemaId {
    Objects.requireNonNull(context, "context");
  }

  /** The id {@code value} in the default context. */
  public static SchemaId of(int value) {
    return new SchemaId(Subject.DEFAULT_CONTEXT, value);
  }

  @Override
  public String toString() {
    return context.equals(Subject.DEFAULT_CONTEXT)
        ? "id " + value
        : "id " + value + " in context " + context;
  }
}
