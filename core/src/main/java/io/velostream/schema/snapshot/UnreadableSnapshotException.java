// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import org.jspecify.annotations.Nullable;

/** A file that is no snapshot, or a damaged one, or one that no known key opens. */
final class UnreadableSnapshotException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean isOthers;

  UnreadableSnapshotException(String message) {
    this(message, null);
  }

  UnreadableSnapshotException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private UnreadableSnapshotException(String message, @Nullable Throwable cause, boolean isOthers) {
    super(message, cause);
    this.isOthers = isOthers;
  }

  /** A file that may be good, for those who have its key. */
  static UnreadableSnapshotException ofOthers(String message) {
    return new UnreadableSnapshotException(message, null, true);
  }

  /** Whether the file may be good for others, and must stay where it is. */
  boolean isOthers() {
    return isOthers;
  }
}
