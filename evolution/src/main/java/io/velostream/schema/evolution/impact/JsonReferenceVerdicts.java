// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.velostream.schema.evolution.impact.JsonPositions.Referenced;
import io.velostream.schema.evolution.impact.JsonText.Target;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts on dependents in JSON Schema, composed of the incompatibilities of what they refer to:
 * each part of the changed schema that is referred to is compared once, and a part of a dependent
 * only if it uses what it refers to in a position that {@link JsonPositions} cannot compose.
 *
 * <p>All texts of a closure must be plain ({@link JsonText}), of one draft, and use a name for one
 * schema only. In other cases there is no verdict here, and the whole schemas are compared. A
 * composed verdict has at most {@link TypeReasons#MAX_REASONS} reasons in each direction.
 */
final class JsonReferenceVerdicts implements ComposedVerdicts {

  /** The name by which a part is referred to when it is compared; no registered name is like it. */
  private static final String PART = "schema://compared/-";

  /**
   * Resolves a dependent, or the changed schema.
   *
   * @param before with the old version
   * @param after with the new version
   */
  record Closures(
      Function<SubjectVersion, ResolvedSchema> before,
      Function<SubjectVersion, ResolvedSchema> after) {}

  private final SubjectVersion from;
  private final SubjectVersion to;
  private final JsonText newText;
  private final Closures closures;

  /** The texts that were parsed; empty for those that are not plain. */
  private final Map<SubjectVersion, Optional<JsonText>> texts = new HashMap<>();

  /** The incompatibilities of targets; empty where they cannot be told. */
  private final Map<Target, Optional<Referenced>> known = new HashMap<>();

  private JsonReferenceVerdicts(
      SubjectVersion from, SubjectVersion to, JsonText newText, Closures closures) {
    this.from = from;
    this.to = to;
    this.newText = newText;
    this.closures = closures;
  }

  /**
   * Starts with the changed schema.
   *
   * @return null if the change does more than to change keywords
   */
  static @Nullable JsonReferenceVerdicts of(
      RegisteredSchema old, RegisteredSchema changed, Closures closures) {
    SubjectVersion from = Objects.requireNonNull(old.subjectVersion(), "version");
    SubjectVersion to = Objects.requireNonNull(changed.subjectVersion(), "version");
    ResolvedSchema before = closures.before.apply(from);
    ResolvedSchema after = closures.after.apply(from);
    JsonText oldText = JsonText.of(before.definition(), before.links());
    JsonText newText = JsonText.of(after.definition(), after.links());
    if (oldText == null
        || newText == null
        || oldText.draft() != newText.draft()
        || !oldText.id().equals(newText.id())
        || !old.definition().references().equals(changed.definition().references())
        || !canValidate(before)
        || !canValidate(after)) {
      return null;
    }
    JsonReferenceVerdicts verdicts = new JsonReferenceVerdicts(from, to, newText, closures);
    verdicts.texts.put(from, Optional.of(oldText));
    return verdicts;
  }

  private static boolean canValidate(ResolvedSchema resolved) {
    try {
      JsonFormat.INSTANCE.parse(resolved).program(JsonKeys.DEFAULT_REGEX_MAX_STEPS);
      return true;
    } catch (InvalidSchemaException e) {
      return false;
    }
  }

  @Override
  public @Nullable Verdict of(
      SubjectVersion at, ResolvedSchema before, Set<SubjectVersion> touched) {
    try {
      JsonText text = text(at, before);
      TypeReasons reasons = text == null ? null : positions(text, touched).ofRoot();
      return reasons == null ? null : new Verdict(reasons.backward(), reasons.forward(), null);
    } catch (StackOverflowError e) { // references of a closure without limits
      return null;
    }
  }

  /** The text of a schema; null if it is not plain, or not all texts of its closure are. */
  private @Nullable JsonText text(SubjectVersion at, ResolvedSchema resolved) {
    Map<String, SubjectVersion> meanings = new HashMap<>();
    for (ResolvedSchema.Dependency each : resolved.dependencies()) {
      JsonText text = text(each.subjectVersion(), each.definition(), each.links());
      if (text == null
          || each.subjectVersion().equals(to)
          || text.draft() != newText.draft()
          || !text.addNames(each.subjectVersion(), meanings)) {
        return null;
      }
    }
    JsonText text = text(at, resolved.definition(), resolved.links());
    return text != null && text.draft() == newText.draft() && text.addNames(at, meanings)
        ? text
        : null;
  }

  private @Nullable JsonText text(
      SubjectVersion at, SchemaDefinition definition, List<ResolvedSchema.Link> links) {
    Optional<JsonText> parsed = texts.get(at);
    if (parsed == null) {
      parsed = Optional.ofNullable(JsonText.of(definition, links)).filter(this::refersToParts);
      texts.put(at, parsed);
    }
    return parsed.orElse(null);
  }

  /** Whether all references to other texts lead to schemas, with the old version and the new. */
  private boolean refersToParts(JsonText text) {
    for (Target target : text.externals()) {
      JsonText referenced = known(target.at());
      if (referenced == null
          || referenced.part(target.fragment()) == null
          || (target.at().equals(from) && newText.part(target.fragment()) == null)) {
        return false;
      }
    }
    return true;
  }

  private @Nullable JsonText known(SubjectVersion at) {
    return texts.getOrDefault(at, Optional.empty()).orElse(null);
  }

  private JsonPositions positions(JsonText text, Set<SubjectVersion> touched) {
    return new JsonPositions(text, text.leadingTo(touched), target -> referenced(target, touched));
  }

  private @Nullable Referenced referenced(Target target, Set<SubjectVersion> touched) {
    Optional<Referenced> found = known.get(target);
    if (found == null) {
      found = Optional.ofNullable(newlyReferenced(target, touched));
      known.put(target, found);
    }
    return found.orElse(null);
  }

  private @Nullable Referenced newlyReferenced(Target target, Set<SubjectVersion> touched) {
    JsonText text = known(target.at());
    JsonNode part = text == null ? null : text.part(target.fragment());
    if (text == null || part == null) {
      return null;
    }
    boolean isChanged = target.at().equals(from);
    JsonNode newPart = isChanged ? newText.part(target.fragment()) : part;
    if (newPart == null) {
      return null;
    }
    boolean isObject = JsonPositions.isObject(part) && JsonPositions.isObject(newPart);
    TypeReasons composed = isChanged ? null : positions(text, touched).ofReferenced(part);
    if (composed != null) {
      return new Referenced(composed, true, isObject);
    }
    TypeReasons compared = compared(target, text.draft());
    boolean isSimple = JsonPositions.isSimple(part) && JsonPositions.isSimple(newPart);
    return compared == null ? null : new Referenced(compared, isSimple, isObject);
  }

  /** Compares a schema that is nothing but a reference to a part; null if that is not possible. */
  private @Nullable TypeReasons compared(Target target, Draft draft) {
    try {
      JsonSchema before = referrer(target, draft, from, closures.before.apply(target.at()));
      JsonSchema after = referrer(target, draft, to, closures.after.apply(target.at()));
      List<Incompatibility> backward = JsonFormat.INSTANCE.incompatibilities(after, before);
      List<Incompatibility> forward = JsonFormat.INSTANCE.incompatibilities(before, after);
      return isComplete(backward) && isComplete(forward)
          ? new TypeReasons(limited(backward), limited(forward))
          : null;
    } catch (InvalidSchemaException | InvalidReferenceException e) {
      return null;
    }
  }

  /** A reason without a path is not one of a part: the comparison stopped. */
  private static boolean isComplete(List<Incompatibility> reasons) {
    return reasons.stream().noneMatch(each -> each.path().isEmpty());
  }

  private static List<Incompatibility> limited(List<Incompatibility> reasons) {
    return reasons.stream().limit(TypeReasons.MAX_REASONS).toList();
  }

  /**
   * A schema that refers to a part.
   *
   * @param changed the version of the changed schema
   * @param resolved the schema that has the part
   */
  private JsonSchema referrer(
      Target target, Draft draft, SubjectVersion changed, ResolvedSchema resolved) {
    SubjectVersion at = target.at().equals(from) ? changed : target.at();
    List<ResolvedSchema.Dependency> dependencies = new ArrayList<>(resolved.dependencies());
    dependencies.add(new ResolvedSchema.Dependency(at, resolved.definition(), resolved.links()));
    String text =
        JsonNodeFactory.instance
            .objectNode()
            .put("$schema", draft.uri())
            .put("$ref", PART + target.fragment())
            .toString();
    return JsonFormat.INSTANCE.parse(
        new ResolvedSchema(
            SchemaDefinition.of(JsonFormat.TYPE, text),
            List.of(new ResolvedSchema.Link(PART, at)),
            dependencies,
            false));
  }
}
