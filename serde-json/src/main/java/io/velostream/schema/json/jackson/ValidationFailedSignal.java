// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Ends the reading of a document that the checker does not admit; seen by no user. */
public final class ValidationFailedSignal extends JsonProcessingException {

  private static final long serialVersionUID = 1L;

  ValidationFailedSignal() {
    super("the document does not fit its schema");
  }

  /** Without a stack trace: it is thrown at one place, and only to be caught. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written
  public Throwable fillInStackTrace() {
    return this;
  }
}
