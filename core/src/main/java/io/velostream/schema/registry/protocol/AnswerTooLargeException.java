// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.io.IOException;

/** An answer with more bytes than are read. It is as large the next time. */
public final class AnswerTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  public AnswerTooLargeException(String message) {
    super(message);
  }
}
