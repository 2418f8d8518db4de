// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Aborts the reading of an invalid document. Never visible to users. */
public final class ValidationFailedSignal extends JsonProcessingException {

  private static final long serialVersionUID = 1L;

  ValidationFailedSignal() {
    super("the document does not fit its schema");
  }

  /** No stack trace: this is a control-flow signal. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // stateless
  public Throwable fillInStackTrace() {
    return this;
  }
}
