// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.registry.protocol.ErrorMessages;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Failures of futures, as they were before futures wrapped them. */
public final class Failures {

  private Failures() {}

  /** The failure itself, without the wrappers that a chain of futures puts around it. */
  public static Throwable unwrap(Throwable failure) {
    Throwable unwrapped = failure;
    while ((unwrapped instanceof CompletionException || unwrapped instanceof ExecutionException)
        && unwrapped.getCause() != null) {
      unwrapped = unwrapped.getCause();
    }
    return unwrapped;
  }

  /** The failure as the one that callers of a client may see. */
  public static SchemaException schemaException(String words, Throwable failure) {
    Throwable unwrapped = unwrap(failure);
    return unwrapped instanceof SchemaException known
        ? known
        : new RegistryUnavailableException(
            "cannot " + words + ": " + ErrorMessages.cause(unwrapped), 0, unwrapped);
  }
}
