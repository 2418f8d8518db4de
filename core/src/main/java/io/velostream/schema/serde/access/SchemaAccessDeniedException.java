// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.access;

import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * A client may not read, write or register, by its own configuration. No request was sent for what
 * was denied.
 */
public final class SchemaAccessDeniedException extends AuthorizationException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception; the cause is null, or the exception of a policy. */
  public SchemaAccessDeniedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
