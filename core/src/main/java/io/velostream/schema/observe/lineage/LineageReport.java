// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.lineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which client wrote or read which topic with which schema, and the references between schemas.
 * Immutable.
 *
 * @param uses the uses, in the order in which they began
 * @param references the references of each schema, by name: {@code orders-value:2} to {@code
 *     money:1}
 */
public record LineageReport(List<Use> uses, SortedMap<String, List<String>> references) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public LineageReport {
    uses = List.copyOf(uses);
    references = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(references));
  }

  /**
   * One use of a schema.
   *
   * @param clientId the {@code client.id} of the Kafka client
   * @param action "write" or "read"
   * @param topic the topic
   * @param isKey whether the schema is that of keys
   * @param subject the subject; null if unknown
   * @param schema the schema with its version, or its id if the version is unknown
   * @param id the schema's id; null if unknown
   * @param firstSeen when the client began to use the schema
   * @param lastSeen when the client was last seen to write or read the topic
   */
  public record Use(
      String clientId,
      String action,
      String topic,
      boolean isKey,
      @Nullable String subject,
      String schema,
      @Nullable Integer id,
      Instant firstSeen,
      Instant lastSeen) {

    private static Use of(JsonNode use) {
      return new Use(
          use.path("clientId").asText(),
          use.path("action").asText(),
          use.path("topic").asText(),
          use.path("isKey").asBoolean(),
          use.path("subject").isTextual() ? use.path("subject").textValue() : null,
          use.path("schema").asText(),
          use.path("id").isInt() ? use.path("id").intValue() : null,
          Instant.parse(use.path("firstSeen").asText()),
          Instant.parse(use.path("lastSeen").asText()));
    }
  }

  /**
   * Reads what {@link #toJson()} writes.
   *
   * @throws IllegalArgumentException if {@code json} is no lineage report
   */
  public static LineageReport parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (!root.path("uses").isArray()) {
        throw new IllegalArgumentException(
            "no lineage report: it has no list of uses; give the file that"
                + " schema.listeners.lineage.path names");
      }
      List<Use> uses = new ArrayList<>();
      root.path("uses").forEach(use -> uses.add(Use.of(use)));
      SortedMap<String, List<String>> references = new TreeMap<>();
      JsonNode edges = root.path("references");
      for (Iterator<String> names = edges.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        List<String> targets = new ArrayList<>();
        edges.get(name).forEach(target -> targets.add(target.asText()));
        references.put(name, List.copyOf(targets));
      }
      return new LineageReport(uses, references);
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException("no lineage report: " + e.getMessage(), e);
    }
  }

  /** The report as JSON, with a line end. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray("uses");
    for (Use use : uses) {
      ObjectNode object = list.addObject();
      object.put("clientId", use.clientId);
      object.put("action", use.action);
      object.put("topic", use.topic);
      object.put("isKey", use.isKey);
      object.put("subject", use.subject);
      object.put("schema", use.schema);
      object.put("id", use.id);
      object.put("firstSeen", use.firstSeen.toString());
      object.put("lastSeen", use.lastSeen.toString());
    }
    ObjectNode edges = root.putObject("references");
    references.forEach(
        (schema, targets) -> {
          ArrayNode names = edges.putArray(schema);
          targets.forEach(names::add);
        });
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a lineage report cannot be written as JSON", e);
    }
  }

  /**
   * The report as a Mermaid flow chart: clients, topics and schemas are nodes; an arrow from a
   * client to a topic means that it writes, from a topic to a client that it reads, and a dotted
   * one between schemas that the first refers to the second.
   */
  public String toMermaid() {
    Map<String, String> ids = new LinkedHashMap<>();
    Set<String> lines = new LinkedHashSet<>();
    for (Use use : uses) {
      String client = node(ids, lines, "client " + use.clientId, "([%s])", use.clientId);
      String topic = node(ids, lines, "topic " + use.topic, "[(%s)]", use.topic);
      String schema = node(ids, lines, "schema " + use.schema, "[%s]", use.schema);
      lines.add(
          use.action.equals("read")
              ? "  " + topic + " --> " + client
              : "  " + client + " --> " + topic);
      lines.add("  " + topic + " --- " + schema);
    }
    references.forEach(
        (from, targets) -> {
          String source = node(ids, lines, "schema " + from, "[%s]", from);
          for (String target : targets) {
            lines.add(
                "  " + source + " -.-> " + node(ids, lines, "schema " + target, "[%s]", target));
          }
        });
    return "flowchart LR\n" + String.join("\n", lines) + "\n";
  }

  private static String node(
      Map<String, String> ids, Set<String> lines, String key, String shape, String label) {
    String known = ids.get(key);
    if (known != null) {
      return known;
    }
    String id = "n" + ids.size();
    ids.put(key, id);
    lines.add("  " + id + shape.formatted('"' + escaped(label) + '"'));
    return id;
  }

  /** Mermaid reads entities in quoted labels. */
  private static String escaped(String label) {
    return label
        .replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("\\s", " ");
  }
}
