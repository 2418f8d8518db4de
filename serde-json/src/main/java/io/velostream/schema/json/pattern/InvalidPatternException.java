// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

/** Signals that a text is not a regular expression. */
final class InvalidPatternException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param index the index of the error in the text, from 0
   */
  InvalidPatternException(String problem, int index) {
    super(problem + " at index " + index, null, false, false);
  }
}
