// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import java.io.IOException;

/** An answer with more bytes than are read. It is as large the next time. */
final class AnswerTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  AnswerTooLargeException(String message) {
    super(message);
  }
}
