// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.history;

import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SubjectVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a subject.
 *
 * @param at the subject and version
 * @param id the id; null if unknown
 * @param time when the version was registered or first used; null if unknown
 * @param timeSource which of the two {@code time} is; null if there is no time
 * @param who the user or else the client that registered it first; null if unknown
 * @param verdict whether this version and the one before read each other's data; null for the first
 *     version
 * @param differences what differs from the version before
 */
public record HistoryStep(
    SubjectVersion at,
    @Nullable SchemaId id,
    @Nullable Instant time,
    @Nullable TimeSource timeSource,
    @Nullable String who,
    @Nullable Verdict verdict,
    List<SchemaDifference> differences) {

  public HistoryStep {
    differences = List.copyOf(differences);
  }

  /** The kind of the step in words. */
  public String kind() {
    return verdict == null ? "first version" : verdict.kind().words();
  }
}
