// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.RolloutStrategy.RollingInstances;
import io.velostream.schema.rollout.RolloutStrategy.RollingPartitions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rollouts as a file:
 *
 * <pre>{@code
 * {"rollouts": [{"subject": "orders-value", "from": 3, "to": 4, "state": "running",
 *                "strategy": "canary", "percent": 10, "onLoss": "error"}]}
 * }</pre>
 *
 * <p>{@code strategy} is {@code canary} with {@code percent}, {@code blue-green} with {@code
 * active} ({@code blue} is the old version, {@code green} the new one), or {@code rolling} with
 * {@code instances} or {@code partitions}. {@code state} is {@code running}, {@code paused}, {@code
 * rolled-back} or {@code completed}, {@code onLoss} {@code error} or {@code report}.
 */
public final class RolloutFile {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  private static final int PERCENT = 100;

  private static final Set<String> MEMBERS =
      Set.of(
          "subject",
          "from",
          "to",
          "strategy",
          "percent",
          "active",
          "instances",
          "partitions",
          "state",
          "onLoss",
          "reason");

  private RolloutFile() {}

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException naming the member, if it is not as described above
   */
  public static List<Rollout> read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  /**
   * Parses the text of a file.
   *
   * @throws IllegalArgumentException naming the member, if it is not as described above
   */
  public static List<Rollout> parse(String text) {
    JsonNode root;
    try {
      root = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode entries = root.path("rollouts");
    if (!entries.isArray()) {
      throw new IllegalArgumentException("\"rollouts\" is missing, or is no array");
    }
    List<Rollout> rollouts = new ArrayList<>();
    Set<String> subjects = new HashSet<>();
    for (JsonNode entry : entries) {
      Rollout rollout = rollout(entry);
      if (!subjects.add(rollout.subject())) {
        throw new IllegalArgumentException("two rollouts of subject " + rollout.subject());
      }
      rollouts.add(rollout);
    }
    return rollouts;
  }

  private static Rollout rollout(JsonNode entry) {
    String subject = entry.path("subject").asText();
    try {
      for (Iterator<String> names = entry.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!MEMBERS.contains(name)) {
          throw new IllegalArgumentException("\"" + name + "\" is unknown; known are " + sorted());
        }
      }
      if (text(entry, "subject", "").isBlank()) {
        throw new IllegalArgumentException("\"subject\" is missing");
      }
      return new Rollout(
          subject,
          number(entry, "from"),
          number(entry, "to"),
          strategy(entry),
          constant(RolloutState.class, entry, "state", "running"),
          constant(LossHandling.class, entry, "onLoss", "error"),
          text(entry, "reason", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("rollout of \"" + subject + "\": " + e.getMessage(), e);
    }
  }

  private static Set<String> sorted() {
    return new TreeSet<>(MEMBERS);
  }

  private static RolloutStrategy strategy(JsonNode entry) {
    String name = text(entry, "strategy", "");
    return switch (name) {
      case "canary" ->
          new Canary(BigDecimal.valueOf(percent(entry)).movePointLeft(2).doubleValue());
      case "blue-green" -> new BlueGreen(isGreen(entry));
      case "rolling" -> rolling(entry);
      default ->
          throw new IllegalArgumentException(
              "\"strategy\" is canary, blue-green or rolling, not \"" + name + "\"");
    };
  }

  private static double percent(JsonNode entry) {
    JsonNode percent = entry.path("percent");
    if (!percent.isNumber() || percent.doubleValue() < 0 || percent.doubleValue() > PERCENT) {
      throw new IllegalArgumentException("\"percent\" is a number from 0 to 100");
    }
    return percent.doubleValue();
  }

  private static boolean isGreen(JsonNode entry) {
    String active = text(entry, "active", "blue");
    if (!active.equals("blue") && !active.equals("green")) {
      throw new IllegalArgumentException("\"active\" is blue or green, not \"" + active + "\"");
    }
    return active.equals("green");
  }

  private static RolloutStrategy rolling(JsonNode entry) {
    if (entry.has("instances") == entry.has("partitions")) {
      throw new IllegalArgumentException("a rolling rollout has \"instances\" or \"partitions\"");
    }
    if (entry.has("instances")) {
      Set<String> instances = new TreeSet<>();
      for (JsonNode each : array(entry, "instances")) {
        if (!each.isTextual() && !each.isNumber()) {
          throw new IllegalArgumentException("\"instances\" are names, not " + each);
        }
        instances.add(each.asText());
      }
      return new RollingInstances(instances);
    }
    Set<Integer> partitions = new TreeSet<>();
    for (JsonNode each : array(entry, "partitions")) {
      if (!each.isInt() || each.intValue() < 0) {
        throw new IllegalArgumentException("\"partitions\" are numbers from 0 up, not " + each);
      }
      partitions.add(each.intValue());
    }
    return new RollingPartitions(partitions);
  }

  private static JsonNode array(JsonNode entry, String name) {
    if (!entry.path(name).isArray()) {
      throw new IllegalArgumentException("\"" + name + "\" is no array");
    }
    return entry.path(name);
  }

  private static int number(JsonNode entry, String name) {
    if (!entry.path(name).isInt()) {
      throw new IllegalArgumentException("\"" + name + "\" is the number of a version");
    }
    return entry.path(name).intValue();
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, JsonNode entry, String name, String usual) {
    String value = text(entry, name, usual);
    for (E each : type.getEnumConstants()) {
      if (name(each).equals(value)) {
        return each;
      }
    }
    List<String> names = new ArrayList<>();
    for (E each : type.getEnumConstants()) {
      names.add(name(each));
    }
    throw new IllegalArgumentException("\"" + name + "\" is one of " + names + ", not " + value);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String text(JsonNode entry, String name, String usual) {
    JsonNode value = entry.path(name);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw new IllegalArgumentException("\"" + name + "\" is a text, not " + value);
    }
    return value.isMissingNode() ? usual : value.textValue();
  }

  /** The text of a file with these rollouts. */
  public static String print(Collection<Rollout> rollouts) {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode entries = root.putArray("rollouts");
    rollouts.forEach(each -> print(each, entries.addObject()));
    return root.toPrettyString() + "\n";
  }

  private static void print(Rollout rollout, ObjectNode entry) {
    entry.put("subject", rollout.subject()).put("from", rollout.from()).put("to", rollout.to());
    RolloutStrategy strategy = rollout.strategy();
    if (strategy instanceof Canary canary) {
      entry
          .put("strategy", "canary")
          .put("percent", BigDecimal.valueOf(canary.share()).movePointRight(2).doubleValue());
    } else if (strategy instanceof BlueGreen blueGreen) {
      entry.put("strategy", "blue-green").put("active", blueGreen.isGreen() ? "green" : "blue");
    } else if (strategy instanceof RollingInstances rolling) {
      ArrayNode instances = entry.put("strategy", "rolling").putArray("instances");
      new TreeSet<>(rolling.instances()).forEach(instances::add);
    } else if (strategy instanceof RollingPartitions rolling) {
      ArrayNode partitions = entry.put("strategy", "rolling").putArray("partitions");
      new TreeSet<>(rolling.partitions()).forEach(partitions::add);
    }
    entry.put("state", name(rollout.state())).put("onLoss", name(rollout.onLoss()));
    if (!rollout.reason().isEmpty()) {
      entry.put("reason", rollout.reason());
    }
  }

  /**
   * Replaces a file as a whole: a reader sees the old one or the new one.
   *
   * @throws IOException if it cannot be written; the old one is there still
   * @throws IllegalArgumentException if {@link #read} would refuse the file, such as for two
   *     rollouts of one subject; the old one is there still
   */
  public static void write(Path file, Collection<Rollout> rollouts) throws IOException {
    String text = print(rollouts);
    var unused = parse(text);
    Path folder = file.toAbsolutePath().getParent();
    Path written = Files.createTempFile(folder, "." + file.getFileName(), ".new");
    try {
      Files.writeString(written, text);
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
