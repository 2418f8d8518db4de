// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SubjectVersion;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts on dependents that are composed of the verdicts on the schemas that they refer to, so
 * that each text is parsed once, however many dependents there are. Belongs to one thread.
 */
interface ComposedVerdicts {

  /**
   * The verdict on a dependent. Those that it refers to must have been asked for before.
   *
   * @param before the dependent resolved with the old version
   * @param touched the dependents, and the changed schema
   * @return null if the whole schemas must be compared
   */
  @Nullable Verdict of(SubjectVersion at, ResolvedSchema before, Set<SubjectVersion> touched);
}
