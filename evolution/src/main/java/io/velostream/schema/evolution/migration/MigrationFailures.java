// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.migration;

import io.velostream.schema.deadletter.DeadLetterHeaders;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TopicMigration} does with records that cannot be read, transformed or written.
 *
 * @param deadLetterTopic gets them, with the headers of {@link DeadLetterHeaders}; null to end the
 *     migration at the first one
 */
public record MigrationFailures(@Nullable String deadLetterTopic) {

  /** Ends the migration at the first record that fails. Nothing of its transaction is visible. */
  public static final MigrationFailures STOP = new MigrationFailures(null);

  /**
   * Puts records that fail into a topic, in the same transaction, and goes on.
   *
   * @param topic a topic with one partition or more
   */
  public static MigrationFailures deadLetters(String topic) {
    return new MigrationFailures(Objects.requireNonNull(topic, "topic"));
  }
}
