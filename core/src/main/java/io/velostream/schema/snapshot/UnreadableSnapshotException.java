// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import org.jspecify.annotations.Nullable;

/** A file that is not a snapshot, or is damaged, or encrypted with an unknown key. */
final class UnreadableSnapshotException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean mayBeReadableByOthers;

  UnreadableSnapshotException(String message) {
    this(message, null);
  }

  UnreadableSnapshotException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private UnreadableSnapshotException(
      String message, @Nullable Throwable cause, boolean mayBeReadableByOthers) {
    super(message, cause);
    this.mayBeReadableByOthers = mayBeReadableByOthers;
  }

  /** Creates an exception for a file that is encrypted with an unknown key. */
  static UnreadableSnapshotException readableByOthers(String message) {
    return new UnreadableSnapshotException(message, null, true);
  }

  /** Whether other processes may be able to read the file, so that it must be left in place. */
  boolean mayBeReadableByOthers() {
    return mayBeReadableByOthers;
  }
}
