// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.migration;

import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The order in which the schemas of a registry can be written to another one. A reference to a
 * version needs that version. A reference that follows the newest version needs any: by such
 * references subjects can refer to each other in a cycle, and can be written nevertheless, the way
 * they came to be.
 *
 * @param schemas what can be written, each after what it needs
 * @param left what cannot, since it is part of a cycle or needs one
 */
record CopyOrder(List<SubjectVersion> schemas, List<SubjectVersion> left) {

  static CopyOrder of(SchemaCatalog catalog) {
    Map<SubjectVersion, Set<SubjectVersion>> needs = new HashMap<>();
    List<SubjectVersion> waiting = new ArrayList<>();
    for (RegisteredSchema schema : catalog.schemas()) {
      SubjectVersion at = Objects.requireNonNull(schema.subjectVersion(), "version");
      waiting.add(at);
      needs.put(at, needs(catalog, schema));
    }
    List<SubjectVersion> order = new ArrayList<>();
    Set<SubjectVersion> written = new HashSet<>();
    boolean hasMoved = true;
    while (hasMoved) {
      List<SubjectVersion> next = new ArrayList<>();
      for (SubjectVersion at : waiting) {
        if (written.containsAll(needs.getOrDefault(at, Set.of()))) {
          order.add(at);
          written.add(at);
        } else {
          next.add(at);
        }
      }
      hasMoved = next.size() < waiting.size();
      waiting = next;
    }
    return new CopyOrder(order, waiting);
  }

  private static Set<SubjectVersion> needs(SchemaCatalog catalog, RegisteredSchema schema) {
    Set<SubjectVersion> needs = new HashSet<>();
    for (SchemaReference reference : schema.definition().references()) {
      RegisteredSchema target = catalog.target(schema, reference);
      SubjectVersion at = target == null ? null : target.subjectVersion();
      if (at != null) {
        needs.add(reference.followsLatest() ? oldest(catalog, at.subject()) : at);
      }
    }
    return needs;
  }

  private static SubjectVersion oldest(SchemaCatalog catalog, Subject subject) {
    return Objects.requireNonNull(catalog.versions(subject).get(0).subjectVersion(), "version");
  }
}
