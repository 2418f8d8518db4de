// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import org.jspecify.annotations.Nullable;

/**
 * A value or payload does not match its schema, or exceeds a limit. The message states where and
 * why, and holds no record data, so that it may be logged.
 */
public final class InvalidValueException extends SchemaException {

  private static final long serialVersionUID = 1L;

  public InvalidValueException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
