// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

/** A successful response that cannot be parsed. Internal to this package. */
final class UnreadableAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception; the message must not quote the response. */
  UnreadableAnswerException(String message) {
    super(message);
  }
}
