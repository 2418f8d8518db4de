// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

/** A success that does not read as a registry's answer. Never leaves this package. */
final class UnreadableAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with it, in words without any of its text. */
  UnreadableAnswerException(String message) {
    super(message);
  }
}
