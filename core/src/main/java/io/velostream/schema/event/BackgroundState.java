// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a resolver's background thread, which refreshes, confirms, prefetches and writes the
 * snapshot. A failure, even an {@link OutOfMemoryError}, ends neither the thread nor other tasks;
 * the task is run again.
 *
 * @param status the current status
 * @param failures the number of failed runs
 * @param lastFailure the last failure; null if there is none
 */
public record BackgroundState(Status status, long failures, @Nullable Failure lastFailure) {

  /** The state of a resolver that has no background thread. */
  public static final BackgroundState NONE = new BackgroundState(Status.NONE, 0, null);

  /** The status of the thread. */
  public enum Status {
    /** There is no thread: there are no tasks, or the caller runs them. */
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
   * @param task the task: "refresh", "confirm", "prefetch", "hit-rate" or "snapshot"
   * @param reason the exception's class and message
   */
  public record Failure(Instant at, String task, String reason) {}
}
