// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import io.velostream.schema.model.Subject;

/**
 * A pattern of subjects, where {@code *} stands for any characters and {@code ?} for one. Immutable
 * and safe for use by many threads.
 *
 * @param text a subject as {@link Subject#qualified()} writes it, with wildcards: {@code orders-*}
 */
public record SubjectPattern(String text) {

  /** All subjects. */
  public static final SubjectPattern ALL = new SubjectPattern("*");

  /** Whether a subject matches. */
  public boolean matches(Subject subject) {
    return matches(subject.qualified());
  }

  /** The characters before the first wildcard. */
  public String literalPrefix() {
    int length = 0;
    while (length < text.length() && "*?".indexOf(text.charAt(length)) < 0) {
      length++;
    }
    return text.substring(0, length);
  }

  /** Matches from left to right; on a mismatch, backtracks to the last {@code *}. */
  private boolean matches(String name) {
    int at = 0;
    int star = -1;
    int afterStar = 0;
    for (int next = 0; next < name.length(); ) {
      boolean hasMore = at < text.length();
      if (hasMore && text.charAt(at) == '*') {
        star = at++;
        afterStar = next;
      } else if (hasMore && (text.charAt(at) == '?' || text.charAt(at) == name.charAt(next))) {
        at++;
        next++;
      } else if (star >= 0) {
        at = star + 1;
        next = ++afterStar;
      } else {
        return false;
      }
    }
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return at == text.length();
  }

  @Override
  public String toString() {
    return text;
  }
}
