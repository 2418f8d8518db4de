// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import org.jspecify.annotations.Nullable;

/** The registry does not have the requested schema, subject or version. */
public final class SchemaNotFoundException extends SchemaException {

  private static final long serialVersionUID = 1L;

  private final int errorCode;

  /**
   * Creates the exception.
   *
   * @param errorCode the registry's code (40401 subject, 40402 version, 40403 schema, …), or 404
   */
  public SchemaNotFoundException(String message, int errorCode, @Nullable Throwable cause) {
    super(message, cause);
    this.errorCode = errorCode;
  }

  /** The registry's error code: 40401 subject, 40402 version, 40403 schema, …, or plain 404. */
  public int errorCode() {
    return errorCode;
  }
}
