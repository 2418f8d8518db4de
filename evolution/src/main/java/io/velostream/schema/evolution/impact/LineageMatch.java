// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.observe.lineage.LineageReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the uses of touched schemas in a lineage report: by subject and version, or by id. */
final class LineageMatch {

  private final Map<String, SubjectVersion> byName = new HashMap<>();
  private final Map<String, SubjectVersion> byId = new HashMap<>();

  private LineageMatch(SubjectVersion changed, List<Dependent> dependents) {
    byName.put(changed.toString(), changed);
    for (Dependent dependent : dependents) {
      byName.put(dependent.at().toString(), dependent.at());
      SchemaId id = dependent.id();
      if (id != null) {
        byId.putIfAbsent(key(dependent.at().subject().qualified(), id.value()), dependent.at());
      }
    }
  }

  static List<TouchedUse> of(
      LineageReport lineage, SubjectVersion changed, List<Dependent> dependents) {
    LineageMatch match = new LineageMatch(changed, dependents);
    List<TouchedUse> touched = new ArrayList<>();
    for (LineageReport.Use use : lineage.uses()) {
      SubjectVersion schema = match.schema(use);
      if (schema != null) {
        touched.add(new TouchedUse(schema, use));
      }
    }
    return touched;
  }

  private @Nullable SubjectVersion schema(LineageReport.Use use) {
    SubjectVersion named = byName.get(use.schema());
    if (named != null) {
      return named;
    }
    String subject = use.subject();
    Integer id = use.id();
    return subject == null || id == null ? null : byId.get(key(subject, id));
  }

  /** Ids are unique within a context, which the subject names. */
  private static String key(String subject, int id) {
    return id + " " + subject;
  }
}
