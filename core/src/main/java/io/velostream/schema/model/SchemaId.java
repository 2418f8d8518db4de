// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.Objects;

/**
 * The id of a schema in a registry, with the context in which it is unique.
 *
 * @param context the registry context; {@link Subject#DEFAULT_CONTEXT} by default
 * @param value the id in the frame of a record
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
