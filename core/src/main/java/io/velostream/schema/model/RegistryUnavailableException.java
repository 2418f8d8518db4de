// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import org.jspecify.annotations.Nullable;

/**
 * The registry gave no usable answer in time: no connection, time-out, overload, or a response of
 * another server. This is the only exception after which a retry may help.
 */
public final class RegistryUnavailableException extends SchemaException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * No usable answer.
   *
   * @param status the HTTP status of the last response; 0 if there was none
   */
  public RegistryUnavailableException(String message, int status, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The HTTP status of the last response; 0 if there was none. */
  public int status() {
    return status;
  }
}
