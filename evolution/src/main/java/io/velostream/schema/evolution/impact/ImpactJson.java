// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.comparison.DifferenceJson;
import io.velostream.schema.evolution.source.DependencyGraph;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.observe.lineage.LineageReport;
import java.util.List;

/** Writes an impact as JSON. */
final class ImpactJson {

  /** The most paths of a dependent. */
  static final int PATHS = 5;

  /** Longer paths are left out, so that a chain of schemas does not take quadratic space. */
  private static final int LONGEST_PATH = 50;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ImpactJson() {}

  static String of(Impact impact) {
    ObjectNode root = JSON.createObjectNode();
    root.put("from", impact.from().toString());
    root.put("to", impact.to().toString());
    verdict(root.putObject("change"), impact.change());
    ArrayNode differences = root.putArray("differences");
    impact.differences().forEach(each -> DifferenceJson.write(differences.addObject(), each));
    ArrayNode dependents = root.putArray("dependents");
    ImpactPaths paths = new ImpactPaths(impact);
    impact.dependents().forEach(each -> dependent(dependents.addObject(), each, paths));
    ArrayNode elsewhere = root.putArray("elsewhere");
    impact.elsewhere().forEach(each -> edge(elsewhere.addObject(), each));
    ArrayNode uses = root.putArray("uses");
    impact.uses().forEach(each -> use(uses.addObject(), each));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an impact cannot be written as JSON", e);
    }
  }

  private static void dependent(ObjectNode object, Dependent dependent, ImpactPaths paths) {
    object.put("schema", dependent.at().toString());
    object.put("subject", dependent.at().subject().qualified());
    object.put("version", dependent.at().version());
    object.put("id", dependent.id() == null ? null : dependent.id().value());
    object.put("isNewest", dependent.isNewest());
    object.put("distance", dependent.distance());
    object.put("registrations", dependent.registrations());
    object.put("isTouchedAtOnce", dependent.isTouchedAtOnce());
    verdict(object.putObject("verdict"), dependent.verdict());
    ArrayNode via = object.putArray("via");
    dependent.via().forEach(each -> edge(via.addObject(), each));
    ArrayNode listed = object.putArray("paths");
    if (dependent.distance() <= LONGEST_PATH) {
      for (List<DependencyGraph.Edge> path : paths.of(dependent.at(), PATHS)) {
        if (path.size() <= LONGEST_PATH) {
          ArrayNode names = listed.addArray();
          names.add(dependent.at().toString());
          path.forEach(edge -> names.add(edge.to().toString()));
        }
      }
    }
  }

  private static void edge(ObjectNode object, DependencyGraph.Edge edge) {
    object.put("from", edge.from().toString());
    object.put("name", edge.name());
    object.put("to", edge.to().toString());
    object.put("followsLatest", edge.followsLatest());
  }

  private static void verdict(ObjectNode object, Verdict verdict) {
    object.put("kind", verdict.kind().name());
    reasons(object.putArray("backward"), verdict.backward());
    reasons(object.putArray("forward"), verdict.forward());
    object.put("obstacle", verdict.obstacle());
  }

  private static void reasons(ArrayNode list, List<Incompatibility> reasons) {
    for (Incompatibility reason : reasons) {
      list.addObject().put("path", reason.path()).put("reason", reason.reason());
    }
  }

  private static void use(ObjectNode object, TouchedUse touched) {
    LineageReport.Use use = touched.use();
    object.put("schema", touched.schema().toString());
    object.put("topic", use.topic());
    object.put("isKey", use.isKey());
    object.put("action", use.action());
    object.put("clientId", use.clientId());
    object.put("lastSeen", use.lastSeen().toString());
  }
}
