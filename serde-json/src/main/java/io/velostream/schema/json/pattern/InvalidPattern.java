// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

/** A text is no regular expression. */
final class InvalidPattern extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An error at an index of the text, counted from 0. */
  InvalidPattern(String problem, int index) {
    super(problem + " at index " + index, null, false, false);
  }
}
