// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import org.jspecify.annotations.Nullable;

/** Puts together what an exception says: bounded, on one line, without credentials. */
final class Wording {

  private static final int LONGEST = 500;

  private Wording() {}

  /** "Cannot do this at that endpoint: what happened; what to do". */
  static String cannot(String words, String endpoint, String what, String advice) {
    return "cannot " + words + " at " + endpoint + ": " + what + "; " + advice;
  }

  /** At most 500 characters of a text that came from outside, without line breaks. */
  static String bounded(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return oneLine.length() <= LONGEST ? oneLine : oneLine.substring(0, LONGEST) + "…";
  }

  /** What went wrong, with its root where that says more. */
  static String cause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text = named(failure, failure.getMessage());
    return bounded(root == failure ? text : text + ", caused by " + named(root, root.getMessage()));
  }

  private static String named(Throwable failure, @Nullable String message) {
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }
}
