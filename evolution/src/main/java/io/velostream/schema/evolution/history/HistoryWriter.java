// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.comparison.DifferenceJson;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.drawing.MermaidText;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.model.Incompatibility;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes histories as JSON, Mermaid and text. */
final class HistoryWriter {

  /** The most differences of a version in a timeline. */
  private static final int SHOWN_DIFFERENCES = 4;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private HistoryWriter() {}

  static String json(SubjectHistory history) {
    ObjectNode root = JSON.createObjectNode();
    root.put("subject", history.subject().qualified());
    ArrayNode steps = root.putArray("steps");
    for (HistoryStep step : history.steps()) {
      ObjectNode object = steps.addObject();
      object.put("version", step.at().version());
      object.put("id", step.id() == null ? null : step.id().value());
      object.put("time", step.time() == null ? null : step.time().toString());
      object.put("timeSource", step.timeSource() == null ? null : step.timeSource().name());
      object.put("who", step.who());
      Verdict verdict = step.verdict();
      object.put("kind", verdict == null ? "FIRST" : verdict.kind().name());
      reasons(object.putArray("backward"), verdict == null ? List.of() : verdict.backward());
      reasons(object.putArray("forward"), verdict == null ? List.of() : verdict.forward());
      object.put("obstacle", verdict == null ? null : verdict.obstacle());
      ArrayNode differences = object.putArray("differences");
      step.differences().forEach(each -> DifferenceJson.write(differences.addObject(), each));
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a history cannot be written as JSON", e);
    }
  }

  private static void reasons(ArrayNode list, List<Incompatibility> reasons) {
    for (Incompatibility reason : reasons) {
      list.addObject().put("path", reason.path()).put("reason", reason.reason());
    }
  }

  static String mermaid(SubjectHistory history) {
    StringBuilder text = new StringBuilder("timeline\n  title History of ");
    text.append(MermaidText.escaped(history.subject().qualified())).append('\n');
    for (HistoryStep step : history.steps()) {
      text.append("  version ").append(step.at().version());
      for (String event : events(step)) {
        text.append(" : ").append(MermaidText.escaped(event));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static List<String> events(HistoryStep step) {
    List<String> events = new ArrayList<>();
    events.add(step.kind());
    String when = when(step);
    if (when != null) {
      events.add(when);
    }
    if (step.who() != null) {
      events.add("by " + step.who());
    }
    if (step.id() != null) {
      events.add(step.id().toString());
    }
    step.differences().stream()
        .limit(SHOWN_DIFFERENCES)
        .map(SchemaDifference::sentence)
        .forEach(events::add);
    int more = step.differences().size() - SHOWN_DIFFERENCES;
    if (more > 0) {
      events.add(more + " more");
    }
    return events;
  }

  private static @Nullable String when(HistoryStep step) {
    Instant time = step.time();
    TimeSource source = step.timeSource();
    return time == null || source == null ? null : source.words() + " " + TIME.format(time);
  }

  static String text(SubjectHistory history) {
    StringBuilder text = new StringBuilder();
    for (HistoryStep step : history.steps()) {
      text.append(step.at()).append(step.id() == null ? "" : " (" + step.id() + ")");
      text.append(": ").append(step.kind());
      String when = when(step);
      text.append(when == null ? "" : ", " + when);
      text.append(step.who() == null ? "" : " by " + step.who()).append('\n');
      step.differences().forEach(each -> text.append("  ").append(each.sentence()).append('\n'));
      Verdict verdict = step.verdict();
      if (verdict != null) {
        verdict.backward().forEach(each -> line(text, "the new one cannot read old data", each));
        verdict.forward().forEach(each -> line(text, "the old one cannot read new data", each));
        if (verdict.obstacle() != null) {
          text.append("  ").append(verdict.obstacle()).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String start, Incompatibility reason) {
    text.append("  ").append(start).append(": ").append(reason).append('\n');
  }
}
