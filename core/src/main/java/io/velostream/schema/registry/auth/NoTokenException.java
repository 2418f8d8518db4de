// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.auth;

import io.velostream.schema.model.SchemaException;
import io.velostream.schema.registry.http.Failures;

/**
 * A request was not sent because there is no bearer token for it. That says nothing of the
 * registry, and no other URL has one either. Its cause is what a caller sees.
 */
public final class NoTokenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoTokenException(SchemaException cause) {
    super(cause);
  }

  /** A failure as callers see it. */
  public static Throwable unwrap(Throwable failure) {
    Throwable unwrapped = Failures.unwrap(failure);
    return unwrapped instanceof NoTokenException noToken && noToken.getCause() != null
        ? noToken.getCause()
        : unwrapped;
  }
}
