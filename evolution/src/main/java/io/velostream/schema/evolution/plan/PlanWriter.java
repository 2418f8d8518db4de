// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.drawing.MermaidText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes plans as text, JSON and Mermaid. */
final class PlanWriter {

  private static final int SHOWN = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanWriter() {}

  static String text(MigrationPlan plan) {
    StringBuilder text = new StringBuilder();
    line(text, 0, plan.from() + " → " + plan.to().version() + ", level " + plan.level());
    line(
        text,
        0,
        plan.order().words()
            + "; risk "
            + words(plan.risk())
            + "; estimated duration "
            + words(plan.duration()));
    if (!plan.topics().isEmpty()) {
      line(text, 0, "topics: " + String.join(", ", plan.topics()));
      line(text, 0, "clients: " + String.join(", ", plan.clients()));
    }
    for (int i = 0; i < plan.steps().size(); i++) {
      step(text, i + 1, plan.steps().get(i));
    }
    return text.toString();
  }

  private static void step(StringBuilder text, int number, MigrationStep step) {
    line(
        text,
        0,
        number
            + ". "
            + step.title()
            + " ["
            + step.operation()
            + ", risk "
            + words(step.risk())
            + (Duration.ZERO.equals(step.duration()) ? "" : ", " + words(step.duration()))
            + "]");
    lines(text, "", step.details());
    lines(text, "risk: ", step.reasons());
    line(text, 1, (step.isReversible() ? "undo: " : "cannot be undone: ") + step.reversal());
    lines(text, "then ", step.checks());
  }

  private static void lines(StringBuilder text, String start, List<String> lines) {
    lines.stream().limit(SHOWN).forEach(each -> line(text, 1, start + each));
    if (lines.size() > SHOWN) {
      line(text, 1, start + (lines.size() - SHOWN) + " more");
    }
  }

  private static void line(StringBuilder text, int indent, String line) {
    text.append("  ".repeat(indent)).append(line).append('\n');
  }

  private static String words(Risk risk) {
    return risk.name().toLowerCase(Locale.ROOT);
  }

  private static String words(@Nullable Duration duration) {
    if (duration == null) {
      return "unknown";
    }
    long seconds = duration.toSeconds();
    StringBuilder words = new StringBuilder();
    part(words, seconds / 86_400, " d ");
    part(words, seconds / 3_600 % 24, " h ");
    part(words, seconds / 60 % 60, " min ");
    part(words, seconds % 60, " s ");
    return words.isEmpty() ? "0 s" : words.toString().trim();
  }

  private static void part(StringBuilder words, long number, String unit) {
    if (number > 0) {
      words.append(number).append(unit);
    }
  }

  static String json(MigrationPlan plan) {
    ObjectNode root = JSON.createObjectNode();
    root.put("from", plan.from().toString());
    root.put("to", plan.to().toString());
    root.put("level", plan.level().name());
    root.put("order", plan.order().name());
    root.put("risk", plan.risk().name());
    seconds(root, plan.duration());
    plan.topics().forEach(root.putArray("topics")::add);
    plan.clients().forEach(root.putArray("clients")::add);
    ArrayNode steps = root.putArray("steps");
    for (MigrationStep step : plan.steps()) {
      ObjectNode object = steps.addObject();
      object.put("number", steps.size());
      object.put("operation", step.operation().name());
      object.put("title", step.title());
      step.details().forEach(object.putArray("details")::add);
      object.put("isReversible", step.isReversible());
      object.put("reversal", step.reversal());
      step.checks().forEach(object.putArray("checks")::add);
      object.put("risk", step.risk().name());
      step.reasons().forEach(object.putArray("reasons")::add);
      seconds(object, step.duration());
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan cannot be written as JSON", e);
    }
  }

  private static void seconds(ObjectNode object, @Nullable Duration duration) {
    object.put("seconds", duration == null ? null : duration.toSeconds());
  }

  static String mermaid(MigrationPlan plan) {
    StringBuilder text = new StringBuilder("flowchart TD\n");
    for (int i = 0; i < plan.steps().size(); i++) {
      MigrationStep step = plan.steps().get(i);
      text.append("  s").append(i).append("[\"");
      text.append(MermaidText.escaped((i + 1) + ". " + step.title()));
      text.append("\"]:::").append(words(step.risk())).append('\n');
      if (i > 0) {
        text.append("  s").append(i - 1).append(" --> s").append(i).append('\n');
      }
    }
    return text.append("  classDef low fill:#dff0d8,stroke:#3c763d,color:#1b3a1c\n")
        .append("  classDef medium fill:#fcf3cf,stroke:#9a7d0a,color:#4d3f05\n")
        .append("  classDef high fill:#fad7a0,stroke:#af601a,color:#5a2f0b\n")
        .append("  classDef critical fill:#f5b7b1,stroke:#b03a2e,color:#5b150e\n")
        .toString();
  }
}
