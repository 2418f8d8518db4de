// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import org.jspecify.annotations.Nullable;

/**
 * A value or payload that its schema or a limit does not admit. The message says where and why, and
 * holds no record data, so that it may be logged.
 */
public final class InvalidValueException extends SchemaException {

  private static final long serialVersionUID = 1L;

  public InvalidValueException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
