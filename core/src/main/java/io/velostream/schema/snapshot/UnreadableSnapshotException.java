// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import org.jspecify.annotations.Nullable;

/** A file that is no snapshot, or a damaged one, or one that no known key opens. */
final class UnreadableSnapshotException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableSnapshotException(String message) {
    this(message, null);
  }

  UnreadableSnapshotException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
