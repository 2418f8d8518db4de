// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import org.jspecify.annotations.Nullable;

/**
 * The registry gave no usable answer in time: no connection, time-out, overload, or an answer that
 * is not the registry's. Asking again later may help; this is the only exception here of which that
 * is true.
 */
public final class RegistryUnavailableException extends SchemaException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * No usable answer.
   *
   * @param status the HTTP status of the last answer; 0 when there was none
   */
  public RegistryUnavailableException(String message, int status, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The HTTP status of the last answer; 0 when there was none. */
  public int status() {
    return status;
  }
}
