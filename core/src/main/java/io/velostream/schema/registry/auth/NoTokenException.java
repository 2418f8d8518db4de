// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.auth;

import io.velostream.schema.model.SchemaException;
import io.velostream.schema.registry.http.Failures;

/**
 * A request was not sent because there is no bearer token. That is not a failure of the registry,
 * and affects all URLs. Callers get the cause.
 */
public final class NoTokenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoTokenException(SchemaException cause) {
    super(cause);
  }

  /** Returns the failure for callers. */
  public static Throwable unwrap(Throwable failure) {
    Throwable unwrapped = Failures.unwrap(failure);
    return unwrapped instanceof NoTokenException noToken && noToken.getCause() != null
        ? noToken.getCause()
        : unwrapped;
  }
}
