// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.observe.lineage.LineageReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the JSON that {@link LineageReport#toJson()} writes. */
public final class LineageFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LineageFile() {}

  /**
   * Reads a lineage report.
   *
   * @throws UncheckedIOException when the file cannot be read
   * @throws IllegalArgumentException when it is no lineage report
   */
  public static LineageReport read(Path file) {
    try {
      JsonNode root = JSON.readTree(Files.readString(file, UTF_8));
      if (!root.path("uses").isArray()) {
        throw new IllegalArgumentException(
            file
                + " is no lineage report: it has no list of uses; give the file that"
                + " schema.listeners.lineage.path names");
      }
      List<LineageReport.Use> uses = new ArrayList<>();
      root.path("uses").forEach(use -> uses.add(use(use)));
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
      throw new IllegalArgumentException(file + " is no lineage report: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the lineage report " + file, e);
    }
  }

  private static LineageReport.Use use(JsonNode use) {
    return new LineageReport.Use(
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
