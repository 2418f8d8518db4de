// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.compatibility.CompatibilityReport;
import io.velostream.schema.evolution.impact.Impact;
import io.velostream.schema.evolution.transform.Conversion;
import io.velostream.schema.model.SubjectVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known before the steps are put in order.
 *
 * @param registrations the schemas that the new version needs and the old one does not have, in
 *     their order, without the new version
 * @param dependents the schemas that have to be registered again, in their order
 * @param conversions what a transformer of records does
 * @param hasLineage whether topics and clients are known
 */
record PlanFacts(
    SubjectVersion from,
    SubjectVersion to,
    SchemaComparison comparison,
    CompatibilityReport report,
    Impact impact,
    List<SubjectVersion> registrations,
    List<SubjectVersion> dependents,
    List<Conversion> conversions,
    RolloutOrder order,
    MigrationRates rates,
    boolean hasLineage) {

  /** The number of clients that read or write; null if that is not known. */
  @Nullable Integer clients(String action) {
    return hasLineage
        ? Integer.valueOf(
            (int)
                impact.uses().stream()
                    .filter(each -> each.use().action().equals(action))
                    .map(each -> each.use().clientId())
                    .distinct()
                    .count())
        : null;
  }

  List<String> clientNames(String action) {
    return impact.uses().stream()
        .filter(each -> each.use().action().equals(action))
        .map(each -> each.use().clientId() + " (topic " + each.use().topic() + ")")
        .distinct()
        .sorted()
        .toList();
  }
}
