// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import org.jspecify.annotations.Nullable;

/** The registry refused the request. A retry does not help. */
public final class RegistryRejectedException extends SchemaException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final int errorCode;

  /**
   * A refusal.
   *
   * @param status the HTTP status
   * @param errorCode the registry's error code, or the status if there is none
   */
  public RegistryRejectedException(
      String message, int status, int errorCode, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.errorCode = errorCode;
  }

  /** The HTTP status of the response. */
  public int status() {
    return status;
  }

  /** The registry's error code, or the status if there is none. */
  public int errorCode() {
    return errorCode;
  }
}
