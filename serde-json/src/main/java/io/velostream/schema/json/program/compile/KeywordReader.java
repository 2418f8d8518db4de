// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.AssertedFormats;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.pattern.BoundedPattern;
import io.velostream.schema.json.program.ApplicatorKeyword;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.ValueKind;
import io.velostream.schema.model.InvalidSchemaException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses the keywords of one schema by the rules of its draft. Keywords that the draft does not
 * know are ignored. Most keywords with invalid values were removed before; a value that should be a
 * schema or a list of schemas but is not is an error.
 */
final class KeywordReader {

  private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");

  private static final BigDecimal LARGEST = BigDecimal.valueOf(Integer.MAX_VALUE);

  private final SchemaLocation location;
  private final JsonNode schema;
  private final Draft draft;
  private final ProgramCompiler compiler;

  KeywordReader(SchemaLocation location, ProgramCompiler compiler) {
    this.location = location;
    this.schema = compiler.references().visibleKeywords(location.schema());
    this.draft = location.draft();
    this.compiler = compiler;
  }

  void readInto(ParsedSchema outer) {
    boolean isUnevaluated =
        isAtLeast(Draft.DRAFT_2019_09)
            && (schema.has("unevaluatedProperties") || schema.has("unevaluatedItems"));
    ParsedSchema into = isUnevaluated ? compiler.newAuxiliarySchema(location.schema()) : outer;
    readOthersInto(into);
    if (isUnevaluated) {
      outer.allOf.add(into);
      outer.unevaluatedProperties = unevaluated("unevaluatedProperties", into);
      outer.unevaluatedItems = unevaluated("unevaluatedItems", into);
    }
  }

  private @Nullable ApplicatorKeyword unevaluated(String keyword, ParsedSchema around) {
    SchemaProgram rest = programOf(keyword);
    return rest == null ? null : new ApplicatorKeyword.Unevaluated(around.program, rest);
  }

  private void readOthersInto(ParsedSchema into) {
    if (schema.size() == 1 && schema.has("type")) { // the most common case
      readTypes(into);
      return;
    }
    for (String keyword : REFERENCES) {
      ParsedSchema target = compiler.target(location, keyword);
      if (target != null) {
        into.allOf.add(target);
        if (draft.refHidesSiblings()) {
          return;
        }
      }
    }
    readTypes(into);
    readValues(into);
    new ScalarKeywords(this).readInto(into);
    new ObjectKeywords(this).readInto(into);
    new ArrayKeywords(this).readInto(into);
    readLogic(into);
  }

  private void readTypes(ParsedSchema into) {
    JsonNode type = schema.get("type");
    if (type == null) {
      return;
    }
    into.kinds.clear();
    boolean hasNumber = false;
    for (JsonNode each : type.isArray() ? type : List.of(type)) {
      hasNumber |= each.asText().equals("number");
      addKinds(each, into);
    }
    into.isWithoutFraction = !hasNumber;
  }

  private void addKinds(JsonNode type, ParsedSchema into) {
    switch (type.isTextual() ? type.textValue() : "") {
      case "null" -> into.kinds.add(ValueKind.NULL);
      case "boolean" -> into.kinds.addAll(Set.of(ValueKind.TRUE, ValueKind.FALSE));
      case "string" -> into.kinds.add(ValueKind.STRING);
      case "array" -> into.kinds.add(ValueKind.ARRAY);
      case "object" -> into.kinds.add(ValueKind.OBJECT);
      case "number" -> into.kinds.addAll(Set.of(ValueKind.INTEGER, ValueKind.DECIMAL));
      case "integer" -> {
        into.kinds.add(ValueKind.INTEGER);
        if (isAtLeast(Draft.DRAFT_6)) {
          into.kinds.add(ValueKind.DECIMAL);
        }
      }
      default -> {} // an unknown type accepts no value
    }
  }

  private void readValues(ParsedSchema into) {
    JsonNode values = schema.get("enum");
    if (values != null) {
      List<JsonNode> listed = new ArrayList<>();
      values.forEach(listed::add);
      into.values.add(List.copyOf(listed));
    }
    JsonNode value = isAtLeast(Draft.DRAFT_6) ? schema.get("const") : null;
    if (value != null) {
      into.values.add(List.of(value));
    }
  }

  private void readLogic(ParsedSchema into) {
    into.allOf.addAll(schemas("allOf"));
    if (schema.has("anyOf")) {
      into.anyOf.add(schemas("anyOf"));
    }
    if (schema.has("oneOf")) {
      into.oneOf.add(schemas("oneOf"));
    }
    into.not = parsed("not");
    if (isAtLeast(Draft.DRAFT_7) && schema.has("if")) {
      into.condition = parsed("if");
      into.then = parsed("then");
      into.otherwise = parsed("else");
    }
  }

  private List<ParsedSchema> schemas(String keyword) {
    JsonNode listed = schema.get(keyword);
    List<ParsedSchema> schemas = new ArrayList<>();
    if (listed != null) {
      if (!listed.isArray()) {
        throw error(keyword, "which should be a list of schemas");
      }
      for (int i = 0; i < listed.size(); i++) {
        schemas.add(parsed(keyword, String.valueOf(i), listed.get(i)));
      }
    }
    return List.copyOf(schemas);
  }

  private @Nullable ParsedSchema parsed(String keyword) {
    JsonNode found = schema.get(keyword);
    return found == null ? null : parsed(keyword, null, found);
  }

  private ParsedSchema parsed(String keyword, @Nullable String part, JsonNode within) {
    if (!within.isObject() && !within.isBoolean()) {
      throw compiler
          .schemaErrors()
          .of(
              location.schema(),
              keyword,
              part,
              within,
              "which should be a schema: an object or a boolean");
    }
    return compiler.parsedSchema(location.within(within));
  }

  /** Creates the exception for a keyword with a value of the wrong type. */
  InvalidSchemaException error(String keyword, String problem) {
    return compiler
        .schemaErrors()
        .of(location.schema(), keyword, null, schema.path(keyword), problem);
  }

  boolean isAtLeast(Draft other) {
    return draft.compareTo(other) >= 0;
  }

  /** Whether a format of this schema is asserted. */
  boolean isAsserted(JsonNode format) {
    return AssertedFormats.isAsserted(format, draft)
        || compiler.references().assertsFormats(location.schema());
  }

  Draft draft() {
    return draft;
  }

  /** The value of a keyword; null when it is absent. */
  @Nullable JsonNode keyword(String name) {
    return schema.get(name);
  }

  /** Whether at least one of some keywords is present. */
  boolean hasAny(List<String> names) {
    for (String name : names) {
      if (schema.has(name)) {
        return true;
      }
    }
    return false;
  }

  /** The program of a subschema at a name or an index of a keyword. */
  SchemaProgram program(String keyword, String part, JsonNode within) {
    return parsed(keyword, part, within).program;
  }

  /** The program of a keyword; null when it is absent. */
  @Nullable SchemaProgram programOf(String keyword) {
    JsonNode found = schema.get(keyword);
    return found == null ? null : parsed(keyword, null, found).program;
  }

  /** The value of a count keyword. */
  int count(String keyword, int otherwise) {
    JsonNode found = schema.get(keyword);
    if (found == null) {
      return otherwise;
    }
    BigDecimal count = found.decimalValue();
    if (count.compareTo(LARGEST) > 0) {
      return Integer.MAX_VALUE; // larger counts have the same effect
    }
    return count.intValue();
  }

  /** The remaining budget. */
  StepBudget budget() {
    return compiler.budget();
  }

  /** Compiles the pattern of a keyword, or of a name in its value. */
  BoundedPattern pattern(String keyword, @Nullable String part, String regex) {
    try {
      return new BoundedPattern(regex, compiler.maxRegexSteps());
    } catch (InvalidSchemaException e) {
      throw compiler.schemaErrors().of(location.schema(), keyword, part, e);
    }
  }

  /** The list of names of a keyword. */
  static List<String> names(JsonNode listed) {
    List<String> names = new ArrayList<>();
    for (JsonNode each : listed) {
      names.add(each.textValue());
    }
    return names;
  }
}
