// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaPointers;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ResolvedSchema;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The new schema as one document, whose parts can validate values by themselves. Thread-safe. */
final class JsonTarget {

  private static final int MAX_STEPS = 1_000_000;
  private static final String DOCUMENT = "target.json";

  private final String text;
  private final JsonSchema schema;
  private final SchemaClosure closure;
  private final SchemaPointers pointers;
  private final IdentityHashMap<JsonNode, JsonNode> targets = new IdentityHashMap<>();
  private final Map<String, Optional<JsonSchema>> parts = new ConcurrentHashMap<>();

  JsonTarget(ResolvedSchema after) {
    this.text = JsonFormat.INSTANCE.flatten(after);
    this.schema = JsonSchema.parse(text);
    this.closure = schema.closure();
    this.pointers = new SchemaPointers(closure);
    closure
        .root()
        .references()
        .forEach(
            each -> {
              JsonNode target = closure.target(each);
              if (target != null && each.keyword().equals("$ref")) {
                targets.put(each.owner(), target);
              }
            });
  }

  JsonNode root() {
    return schema.root();
  }

  /** The target of {@code $ref}; null if the part has none. */
  @Nullable JsonNode reference(JsonNode part) {
    return targets.get(part);
  }

  boolean refHidesSiblings() {
    return closure.root().draft().refHidesSiblings();
  }

  boolean admits(JsonNode value) {
    return admits(schema, value);
  }

  /** Whether a part of the schema admits a value; null if the part cannot be used by itself. */
  @Nullable Boolean admits(JsonNode part, JsonNode value) {
    String pointer = pointers.of(part);
    Optional<JsonSchema> validator = parts.computeIfAbsent(pointer, this::validator);
    return validator.map(each -> admits(each, value)).orElse(null);
  }

  private static boolean admits(JsonSchema schema, JsonNode value) {
    try {
      return schema.admits(value, JsonKeys.DEFAULT_REGEX_MAX_STEPS, MAX_STEPS);
    } catch (InvalidValueException | InvalidSchemaException e) {
      return false; // beyond a limit
    }
  }

  private Optional<JsonSchema> validator(String pointer) {
    if (pointer.equals("#")) {
      return Optional.of(schema);
    }
    ObjectNode wrapper = JsonNodeFactory.instance.objectNode();
    JsonNode dialect = root().path("$schema");
    if (dialect.isTextual()) {
      wrapper.set("$schema", dialect);
    }
    wrapper.put("$ref", DOCUMENT + pointer);
    try {
      return Optional.of(JsonSchema.parse(wrapper.toString(), Map.of(DOCUMENT, text)));
    } catch (InvalidSchemaException | io.velostream.schema.model.InvalidReferenceException e) {
      return Optional.empty();
    }
  }

  /** Tells which names {@code patternProperties} of an object match. */
  PatternNames patternNames(ObjectNode part) {
    JsonNode patterns = part.path("patternProperties");
    if (patterns.isEmpty()) {
      return name -> false;
    }
    ObjectNode open = JsonNodeFactory.instance.objectNode();
    JsonNode dialect = root().path("$schema");
    if (dialect.isTextual()) {
      open.set("$schema", dialect);
    }
    ObjectNode any = open.putObject("patternProperties");
    Set<String> names = new java.util.TreeSet<>();
    patterns.fieldNames().forEachRemaining(names::add);
    names.forEach(each -> any.putObject(each));
    open.put("additionalProperties", false);
    JsonSchema matcher = JsonSchema.parse(open.toString());
    return name -> admits(matcher, JsonNodeFactory.instance.objectNode().put(name, true));
  }

  /** Tells whether a name matches. */
  @FunctionalInterface
  interface PatternNames {
    boolean matches(String name);
  }
}
