// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.io.IOException;

/** A response exceeds the size limit. A retry does not help. */
public final class AnswerTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  public AnswerTooLargeException(String message) {
    super(message);
  }
}
