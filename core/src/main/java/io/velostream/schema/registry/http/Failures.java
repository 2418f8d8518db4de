// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.registry.protocol.ErrorMessages;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Unwraps failures of futures. */
public final class Failures {

  private Failures() {}

  /** Returns the original failure, without the wrappers of futures. */
  public static Throwable unwrap(Throwable failure) {
    Throwable unwrapped = failure;
    while ((unwrapped instanceof CompletionException || unwrapped instanceof ExecutionException)
        && unwrapped.getCause() != null) {
      unwrapped = unwrapped.getCause();
    }
    return unwrapped;
  }

  /** Converts a failure to the exception for callers. */
  public static SchemaException schemaException(String action, Throwable failure) {
    Throwable unwrapped = unwrap(failure);
    return unwrapped instanceof SchemaException known
        ? known
        : new RegistryUnavailableException(
            "cannot " + action + ": " + ErrorMessages.cause(unwrapped), 0, unwrapped);
  }
}
