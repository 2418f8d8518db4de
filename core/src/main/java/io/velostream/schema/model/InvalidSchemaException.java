// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import org.jspecify.annotations.Nullable;

/** A schema does not parse, or does not match a value or another schema. */
public final class InvalidSchemaException extends SchemaException {

  private static final long serialVersionUID = 1L;

  public InvalidSchemaException(String message) {
    this(message, null);
  }

  public InvalidSchemaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
