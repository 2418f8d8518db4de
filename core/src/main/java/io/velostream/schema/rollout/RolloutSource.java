// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.rollout;

import org.jspecify.annotations.Nullable;

/**
 * The rollouts that serializers follow. Given to a serializer as an object by the key {@code
 * schema.rollout.source}, or as a file by {@code schema.rollout.file}. Implementations are safe for
 * use by many threads.
 */
public interface RolloutSource {

  /**
   * A number that changes with each change of a rollout. Read for each record, so it must be a
   * field.
   */
  int generation();

  /**
   * The rollout of a subject.
   *
   * @param subject the subject, as {@code Subject.qualified()} writes it
   * @return null for a subject without a rollout, whose schema is chosen as without rollouts
   */
  @Nullable Rollout rollout(String subject);
}
