// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.evolution.impact.JsonText.LocalReference;
import io.velostream.schema.evolution.impact.JsonText.Target;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.compatibility.AssertionKeywords;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.model.Incompatibility;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Composes the incompatibilities of a part of one text of those of the schemas that it leads to.
 *
 * <p>The text is the same before and after the change, so all keywords agree, and only parts that
 * lead to a changed schema may be incompatible. The full comparison compares some parts one by one:
 * the values of properties, items, and the targets of references. There the incompatibilities are
 * those of the target, at a longer path, in the order in which the full comparison reports them. An
 * optional object, one of {@code null} and a reference, is incompatible as a whole if the target
 * is. In all other positions, such as {@code not} or a choice of several references, the full
 * comparison needs to know more of the target, and nothing is composed.
 */
final class JsonPositions {

  /** Where incompatibilities of the target of a reference are reported. */
  static final String REFERENCE = "/$ref";

  private static final int MAX_STEPS = 10_000;
  private static final String REF = "$ref";
  private static final String PROPERTIES = "properties";
  private static final String PATTERNS = "patternProperties";
  private static final String REST = "additionalProperties";
  private static final String ITEMS = "items";

  /** Keywords by which the comparison of other keywords of the same part depends on a target. */
  private static final Set<String> ENTANGLING =
      Set.of(
          REF,
          "allOf",
          "anyOf",
          "oneOf",
          "enum",
          "const",
          "prefixItems",
          "additionalItems",
          "unevaluatedItems",
          "unevaluatedProperties");

  /** Keywords with schemas that are compared one by one. */
  private static final Set<String> SEPARATE = Set.of(PROPERTIES, PATTERNS, REST, ITEMS);

  /**
   * The incompatibilities of a target.
   *
   * @param reasons with paths from the reference, which start with {@link #REFERENCE}, or from the
   *     root of a text
   * @param isSimple whether it has no alternatives, itself or by references
   * @param isObject whether it is an object for certain
   */
  record Referenced(TypeReasons reasons, boolean isSimple, boolean isObject) {}

  private final JsonText text;
  private final Set<JsonNode> changing;
  private final Function<Target, @Nullable Referenced> targets;
  private final Set<JsonNode> onPath = Collections.newSetFromMap(new IdentityHashMap<>());
  private Set<Incompatibility> backward = new LinkedHashSet<>();
  private Set<Incompatibility> forward = new LinkedHashSet<>();
  private boolean isWithinOptional;
  private int steps;

  /**
   * Prepares a text.
   *
   * @param changing the schemas that change
   * @param targets finds the incompatibilities of a target; null where they are not known
   */
  JsonPositions(
      JsonText text, Set<JsonNode> changing, Function<Target, @Nullable Referenced> targets) {
    this.text = text;
    this.changing = changing;
    this.targets = targets;
  }

  /** The incompatibilities of the whole text; null if they cannot be composed. */
  @Nullable TypeReasons ofRoot() {
    return add(text.root(), "", false) ? reasons() : null;
  }

  /** The incompatibilities of the target of a reference; null if they cannot be composed. */
  @Nullable TypeReasons ofReferenced(JsonNode part) {
    return add(part, REFERENCE, true) ? reasons() : null;
  }

  private TypeReasons reasons() {
    return backward.isEmpty() && forward.isEmpty()
        ? TypeReasons.NONE
        : new TypeReasons(List.copyOf(backward), List.copyOf(forward));
  }

  /**
   * Adds the incompatibilities of a part.
   *
   * @param isReferenced whether the part is the target of a reference
   * @return false if they cannot be composed
   */
  private boolean add(JsonNode part, String path, boolean isReferenced) {
    if (!changing.contains(part)) {
      return true;
    }
    if (++steps > MAX_STEPS) {
      return false;
    }
    if (!onPath.add(part)) { // assumed to be compatible, as the full comparison does
      return text.draft().refHidesSiblings() && !isWithinOptional;
    }
    boolean isComposed =
        isReference(part)
            ? addReference(part, path, isReferenced)
            : isOptional(part)
                ? !isReferenced && addOptional(part, path)
                : addContainer(part, path);
    onPath.remove(part);
    return isComposed;
  }

  private boolean isReference(JsonNode part) {
    return text.hidesSiblings(part)
        || (isOnly(part, REF) && !part.has(text.draft().idKeyword()) && part.get(REF).isTextual());
  }

  /** Whether a keyword is the only one of a part that affects which values are valid. */
  private static boolean isOnly(JsonNode part, String keyword) {
    return part.has(keyword)
        && JsonObjects.stream(part)
            .allMatch(
                each ->
                    each.getKey().equals(keyword) || !AssertionKeywords.isAssertion(each.getKey()));
  }

  private boolean addReference(JsonNode part, String path, boolean isReferenced) {
    LocalReference local = text.local(part);
    if (local != null) {
      String location = local.location();
      return add(local.target(), location == null ? path + REFERENCE : location, true);
    }
    Target target = text.external(part);
    Referenced referenced = target == null ? null : targets.apply(target);
    if (referenced == null || (isReferenced && !referenced.isSimple)) {
      return false;
    }
    addAll(path, referenced.reasons.backward(), backward);
    addAll(path, referenced.reasons.forward(), forward);
    return true;
  }

  private static void addAll(
      String path, List<Incompatibility> reasons, Set<Incompatibility> found) {
    for (Incompatibility reason : reasons) {
      boolean isFromReference = reason.path().startsWith(REFERENCE);
      add(isFromReference ? path + reason.path() : reason.path(), reason.reason(), found);
    }
  }

  private static void add(String path, String reason, Set<Incompatibility> found) {
    if (found.size() < TypeReasons.MAX_REASONS) {
      found.add(new Incompatibility(path, reason));
    }
  }

  /** Whether a part is one of {@code null} and a reference, and nothing else. */
  private boolean isOptional(JsonNode part) {
    JsonNode branches = branches(part);
    return branches != null
        && branches.size() == 2
        && (isNull(branches.get(0)) != isNull(branches.get(1)))
        && isReference(branches.get(isNull(branches.get(0)) ? 1 : 0));
  }

  private static @Nullable JsonNode branches(JsonNode part) {
    for (String keyword : List.of("oneOf", "anyOf")) {
      if (isOnly(part, keyword)) {
        return part.get(keyword);
      }
    }
    return null;
  }

  private static boolean isNull(JsonNode part) {
    return isOnly(part, "type") && part.get("type").asText().equals("null");
  }

  private boolean addOptional(JsonNode part, String path) {
    String keyword = part.has("oneOf") ? "oneOf" : "anyOf";
    JsonNode branches = part.get(keyword);
    JsonNode reference = branches.get(isNull(branches.get(0)) ? 1 : 0);
    TypeReasons reasons = ofOptional(reference);
    if (reasons == null) {
      return false;
    }
    String reason = "no branch of the reader admits all that the writer admits";
    if (!reasons.backward().isEmpty()) {
      add(path + "/" + keyword, reason, backward);
    }
    if (!reasons.forward().isEmpty()) {
      add(path + "/" + keyword, reason, forward);
    }
    return true;
  }

  /** The incompatibilities of an object that is optional; null if they are not known. */
  private @Nullable TypeReasons ofOptional(JsonNode reference) {
    LocalReference local = text.local(reference);
    if (local == null) {
      Target target = text.external(reference);
      Referenced referenced = target == null ? null : targets.apply(target);
      return referenced != null && referenced.isObject ? referenced.reasons : null;
    }
    if (!isObject(local.target())) {
      return null;
    }
    Set<Incompatibility> outerBackward = backward;
    Set<Incompatibility> outerForward = forward;
    boolean wasWithinOptional = isWithinOptional;
    backward = new LinkedHashSet<>();
    forward = new LinkedHashSet<>();
    isWithinOptional = true;
    TypeReasons reasons = add(local.target(), "", true) ? reasons() : null;
    backward = outerBackward;
    forward = outerForward;
    isWithinOptional = wasWithinOptional;
    return reasons;
  }

  /** Whether a part is an object without alternatives, and has no list of values. */
  static boolean isObject(JsonNode part) {
    return isSimple(part)
        && part.path("type").asText().equals("object")
        && !part.has("enum")
        && !part.has("const");
  }

  /** Whether a part has no alternatives and is no reference. */
  static boolean isSimple(JsonNode part) {
    return !part.has(REF) && !part.has("allOf") && !part.has("anyOf") && !part.has("oneOf");
  }

  private boolean addContainer(JsonNode part, String path) {
    if (!isSeparable(part)) {
      return false;
    }
    if (admits(part, "array") && !add(part.path(ITEMS), path + "/" + ITEMS, false)) {
      return false;
    }
    return !admits(part, "object")
        || (addEach(part, PROPERTIES, path)
            && addEach(part, PATTERNS, path)
            && add(part.path(REST), path + "/" + REST, false));
  }

  /** Whether each keyword that leads to a changed schema is compared independently of others. */
  private boolean isSeparable(JsonNode part) {
    for (String keyword : ENTANGLING) {
      if (part.has(keyword)) {
        return false;
      }
    }
    boolean hasPatterns = part.has(PATTERNS);
    for (Keywords.Child child : Keywords.children(part)) {
      String keyword = child.keyword();
      if (!Keywords.isDefinition(child)
          && changing.contains(child.schema())
          && (!SEPARATE.contains(keyword) || (hasPatterns && !keyword.equals(ITEMS)))) {
        return false;
      }
    }
    return JsonObjects.stream(part).allMatch(each -> Keywords.isKnown(each.getKey(), text.draft()))
        && !part.path(ITEMS).isArray()
        && part.path("maxItems").asInt(1) > 0;
  }

  private static boolean admits(JsonNode part, String type) {
    JsonNode types = part.path("type");
    if (!types.isArray()) {
      return types.isMissingNode() || types.asText().equals(type);
    }
    for (JsonNode each : types) {
      if (each.asText().equals(type)) {
        return true;
      }
    }
    return false;
  }

  private boolean addEach(JsonNode part, String keyword, String path) {
    TreeMap<String, JsonNode> sorted = new TreeMap<>();
    JsonObjects.properties(part.path(keyword))
        .forEach(each -> sorted.put(each.getKey(), each.getValue()));
    for (var each : sorted.entrySet()) {
      String at = path + "/" + keyword + "/" + Keywords.escapePointer(each.getKey());
      if (!add(each.getValue(), at, false)) {
        return false;
      }
    }
    return true;
  }
}
