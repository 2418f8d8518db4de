// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the background thread of one resolver works: it refreshes, prefetches and writes the
 * snapshot. A failure, an {@link OutOfMemoryError} included, ends neither the thread nor its other
 * tasks; the task is run again.
 *
 * @param status how it stands now
 * @param failures how many runs of a task have failed so far
 * @param lastFailure the last of them; null when there was none
 */
public record BackgroundState(Status status, long failures, @Nullable Failure lastFailure) {

  /** The state of a resolver that has no background thread. */
  public static final BackgroundState NONE = new BackgroundState(Status.NONE, 0, null);

  /** What the thread does. */
  public enum Status {
    /** There is no such thread: nothing is to be done, or others do it. */
    NONE,
    /** The last run of each task succeeded. */
    RUNNING,
    /** The last run of at least one task failed. */
    FAILING,
    /** The thread has ended, as it does when the resolver is closed. */
    ENDED
  }

  /**
   * One failed run.
   *
   * @param at when
   * @param task the task: "refresh", "prefetch" or "snapshot"
   * @param reason the exception's class and message
   */
  public record Failure(Instant at, String task, String reason) {}
}
