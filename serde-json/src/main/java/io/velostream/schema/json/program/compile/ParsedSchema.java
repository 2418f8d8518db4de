// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.program.ApplicatorKeyword;
import io.velostream.schema.json.program.ArrayRules;
import io.velostream.schema.json.program.ObjectRules;
import io.velostream.schema.json.program.ScalarRule;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.TypeRules;
import io.velostream.schema.json.program.ValueKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parsed keywords of one schema: the intermediate form between its text and its rules. Confined
 * to the compiling thread.
 */
final class ParsedSchema {

  /** The schema, for messages. */
  final JsonNode text;

  /** The program that receives the rules. */
  final SchemaProgram program = new SchemaProgram();

  /** The keyword {@code type}. */
  final Set<ValueKind> kinds = EnumSet.allOf(ValueKind.class);

  /** Whether the fraction of a number must be zero. */
  boolean isWithoutFraction;

  /** The keywords {@code enum} and {@code const}: a value must be in each list. */
  final List<List<JsonNode>> values = new ArrayList<>();

  /** The rules of the last kind of which no value is valid. */
  @Nullable TypeRules rejectingRules;

  final List<ScalarRule> numberRules = new ArrayList<>();
  final List<ScalarRule> stringRules = new ArrayList<>();
  final List<ObjectRules> objectRules = new ArrayList<>();
  final List<ArrayRules> arrayRules = new ArrayList<>();

  /** The keywords of dependencies. */
  final List<ApplicatorKeyword> dependencies = new ArrayList<>();

  /** The keywords of unevaluated properties and items. */
  @Nullable ApplicatorKeyword unevaluatedProperties;

  @Nullable ApplicatorKeyword unevaluatedItems;

  final List<ParsedSchema> allOf = new ArrayList<>();
  final List<List<ParsedSchema>> anyOf = new ArrayList<>();
  final List<List<ParsedSchema>> oneOf = new ArrayList<>();
  @Nullable ParsedSchema not;

  /** The keyword {@code if}; null when it is absent. */
  @Nullable ParsedSchema condition;

  @Nullable ParsedSchema then;
  @Nullable ParsedSchema otherwise;

  ParsedSchema(JsonNode text) {
    this.text = text;
  }

  /** Whether this schema has no other keyword than {@code type}. */
  boolean hasOnlyType() {
    return values.isEmpty()
        && numberRules.isEmpty()
        && stringRules.isEmpty()
        && objectRules.isEmpty()
        && arrayRules.isEmpty()
        && dependencies.isEmpty()
        && unevaluatedProperties == null
        && unevaluatedItems == null
        && allOf.isEmpty()
        && anyOf.isEmpty()
        && oneOf.isEmpty()
        && not == null
        && condition == null;
  }

  /** Whether this is the schema {@code false}. */
  boolean isFalse() {
    return text.isBoolean();
  }
}
