// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import org.jspecify.annotations.Nullable;

/**
 * A schema was rejected by a subject's compatibility setting, or by a strict check of this library.
 */
public final class IncompatibleSchemaException extends SchemaException {

  private static final long serialVersionUID = 1L;

  public IncompatibleSchemaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
