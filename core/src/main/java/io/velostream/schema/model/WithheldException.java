// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import org.jspecify.annotations.Nullable;

/**
 * Replaces an exception whose message may hold record data. It has the original's class name, stack
 * trace and causes, without their messages, since logs print the messages of all causes.
 */
public final class WithheldException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The maximum number of causes, which also limits cycles. */
  private static final int MAX_CAUSES = 20;

  private WithheldException(String message, @Nullable Throwable cause) {
    super(message, cause, false, true);
  }

  /**
   * Returns the replacement of an exception.
   *
   * @param original an exception whose message, or whose causes' messages, may hold record data
   */
  public static Throwable of(Throwable original) {
    return of(original, MAX_CAUSES);
  }

  private static Throwable of(Throwable original, int remainingCauses) {
    Throwable cause = original.getCause();
    if (original instanceof SchemaException && cause == null) {
      return original; // whose messages hold no record data
    }
    String message =
        original instanceof SchemaException
            ? original.toString()
            : original.getClass().getName()
                + ", whose message is withheld because it may hold values of records; set"
                + " schema.errors.include.values=true to see it";
    WithheldException copy =
        new WithheldException(
            message, cause == null || remainingCauses == 0 ? null : of(cause, remainingCauses - 1));
    copy.setStackTrace(original.getStackTrace());
    return copy;
  }
}
