// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.MetaSchemas;
import io.velostream.schema.json.document.SchemaResource;
import io.velostream.schema.json.pattern.BoundedPattern;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.ValidationError;
import io.velostream.schema.json.program.ValidationErrors;
import io.velostream.schema.json.program.ValidationRun;
import io.velostream.schema.json.program.ViolationMessages;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Validates schemas strictly, for those who write them: against the meta-schema of the draft, with
 * all patterns and references. Serializers and deserializers are more lenient toward schemas that
 * others have registered: they ignore keywords with invalid values. No state but compiled
 * meta-schemas; safe for use by many threads.
 */
public final class SchemaValidation {

  private static final int MAX_LISTED = 5;
  private static final int MAX_STEPS = 10_000_000;

  private static final Map<Draft, SchemaProgram> META_SCHEMAS = new ConcurrentHashMap<>();

  private SchemaValidation() {}

  /**
   * Validates a schema. The schemas that it refers to must exist, and are not validated.
   *
   * @throws InvalidSchemaException if it is not valid; the message has places and reasons
   * @throws io.velostream.schema.model.InvalidReferenceException if a reference is not resolved
   */
  public static void requireValid(ResolvedSchema resolved) {
    JsonSchema schema = JsonFormat.INSTANCE.parse(resolved.requireComplete());
    List<String> faults = new ArrayList<>();
    JsonNode text = SchemaTexts.parse(resolved.definition().text(), "itself");
    addViolations(text, schema.closure().root().draft(), "", faults);
    if (faults.isEmpty()) {
      addPatterns(schema, faults);
      addDangling(schema, faults);
    }
    if (!faults.isEmpty()) {
      int more = faults.size() - MAX_LISTED;
      throw new InvalidSchemaException(
          String.join("; ", faults.subList(0, Math.min(faults.size(), MAX_LISTED)))
              + (more > 0 ? "; and " + more + " more" : ""));
    }
    var unused = schema.program(JsonKeys.DEFAULT_REGEX_MAX_STEPS);
  }

  /** Adds the violations of the meta-schema, and of those of embedded schemas of other drafts. */
  private static void addViolations(
      JsonNode text, Draft draft, String pointer, List<String> faults) {
    for (Embedded each : extract(text, draft, pointer)) {
      addViolations(each.text(), each.draft(), each.pointer(), faults);
    }
    SchemaProgram program = META_SCHEMAS.computeIfAbsent(draft, SchemaValidation::metaSchema);
    ValidationRun run = new ValidationRun(MAX_STEPS);
    try {
      if (run.admits(program, text)) {
        return;
      }
    } catch (InvalidValueException e) {
      throw new InvalidSchemaException(
          "it cannot be validated against its meta-schema: " + e.getMessage(), e);
    }
    boolean isExplained = false;
    for (ValidationError each : ValidationErrors.find(program, text, run).found()) {
      if (isRegex(each)) {
        isExplained = true;
      } else if (!isComposition(each.keyword())) {
        isExplained = true;
        String reason =
            ViolationMessages.of(each.schema(), each.keyword(), each.value(), each.property());
        faults.add(
            place(pointer + each.pointer())
                + (reason.isEmpty() ? " violates " + each.keyword() : " " + reason));
      }
    }
    if (!isExplained) {
      faults.add(place(pointer) + " is no schema of " + draft.uri());
    }
  }

  /** Patterns are compiled as for values, which permits more than the format does. */
  private static boolean isRegex(ValidationError error) {
    return error.keyword().equals("format")
        && error.schema().path("format").asText().equals("regex");
  }

  /** Keywords whose violation the errors of their branches explain. */
  private static boolean isComposition(String keyword) {
    return switch (keyword) {
      case "allOf", "anyOf", "oneOf", "$ref", "$dynamicRef", "$recursiveRef" -> true;
      default -> false;
    };
  }

  /** An embedded schema that names another draft than the schema around it. */
  private record Embedded(ObjectNode text, Draft draft, String pointer) {}

  /** Takes embedded schemas of other drafts out of a text, and leaves schemas of anything. */
  private static List<Embedded> extract(JsonNode text, Draft draft, String pointer) {
    List<Embedded> found = new ArrayList<>();
    if (text instanceof ObjectNode object) {
      for (String name : new ArrayList<>(names(object))) {
        JsonNode value = object.get(name);
        String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
        Draft declared = Draft.declaredBy(value);
        if (value instanceof ObjectNode inner
            && declared != null
            && declared != draft
            && (inner.has("$id") || inner.has("id"))) {
          object.putObject(name);
          found.add(new Embedded(inner, declared, at));
        } else {
          found.addAll(extract(value, draft, at));
        }
      }
    } else if (text instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        found.addAll(extract(list.get(i), draft, pointer + "/" + i));
      }
    }
    return found;
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static SchemaProgram metaSchema(Draft draft) {
    return JsonSchema.parse(
            "{\"$schema\":\"" + draft.uri() + "\",\"$ref\":\"" + draft.uri() + "\"}")
        .program(JsonKeys.DEFAULT_REGEX_MAX_STEPS);
  }

  /** Also those of definitions that nothing refers to. */
  private static void addPatterns(JsonSchema schema, List<String> faults) {
    Set<String> found = new TreeSet<>();
    for (JsonNode each : schema.closure().root().bases().keySet()) {
      JsonNode pattern = each.path("pattern");
      if (pattern.isTextual()) {
        addPattern(pattern.textValue(), schema, each, "/pattern", found);
      }
      if (each.path("patternProperties") instanceof ObjectNode properties) {
        for (String name : names(properties)) {
          addPattern(name, schema, each, "/patternProperties", found);
        }
      }
    }
    faults.addAll(found);
  }

  private static void addPattern(
      String pattern, JsonSchema schema, JsonNode holder, String keyword, Set<String> found) {
    try {
      var unused = new BoundedPattern(pattern, JsonKeys.DEFAULT_REGEX_MAX_STEPS);
    } catch (InvalidSchemaException e) {
      found.add(place(pointer(schema, holder) + keyword) + ": " + e.getMessage());
    } catch (BoundedPattern.TooManySteps e) {
      found.add(place(pointer(schema, holder) + keyword) + ": " + e.getMessage());
    }
  }

  private static String pointer(JsonSchema schema, JsonNode holder) {
    return schema.pointers().of(holder).replaceFirst("^[^#]*#", "");
  }

  private static void addDangling(JsonSchema schema, List<String> faults) {
    MetaSchemas metaSchemas = schema.closure().metaSchemas();
    for (SchemaResource.Reference each : schema.closure().root().references()) {
      if (schema.closure().target(each) == null && metaSchemas.target(each) == null) {
        faults.add(
            place(each.pointer())
                + " refers to '"
                + Excerpt.of(each.text())
                + "', which does not exist");
      }
    }
  }

  private static String place(String pointer) {
    return pointer.isEmpty() ? "the schema itself" : Excerpt.of(pointer);
  }
}
