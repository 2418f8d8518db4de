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
 * The keywords of one schema, on the way from its text to its plans. Used by the one thread that
 * compiles.
 */
final class ParsedSchema {

  /** The schema itself, for messages. */
  final JsonNode text;

  /** What the plans go to. */
  final SchemaProgram program = new SchemaProgram();

  /** The keyword {@code type}. */
  final Set<ValueKind> kinds = EnumSet.allOf(ValueKind.class);

  /** Whether numbers with a fraction are admitted only when it is zero. */
  boolean isWithoutFraction;

  /** The keywords {@code enum} and {@code const}: a value must be in each list. */
  final List<List<JsonNode>> values = new ArrayList<>();

  /** The plan of the last kind of which no value is admitted. */
  @Nullable TypeRules refusing;

  final List<ScalarRule> numberRules = new ArrayList<>();
  final List<ScalarRule> stringRules = new ArrayList<>();
  final List<ObjectRules> objectRules = new ArrayList<>();
  final List<ArrayRules> arrayRules = new ArrayList<>();

  /** What looks at other properties of an object. */
  final List<ApplicatorKeyword> dependencies = new ArrayList<>();

  /** What looks at the properties that other keywords do not look at, and at such items. */
  @Nullable ApplicatorKeyword unevaluatedProperties;

  @Nullable ApplicatorKeyword unevaluatedItems;

  final List<ParsedSchema> allOf = new ArrayList<>();
  final List<List<ParsedSchema>> anyOf = new ArrayList<>();
  final List<List<ParsedSchema>> oneOf = new ArrayList<>();
  @Nullable ParsedSchema not;

  /** The keyword {@code if}; null when it has no branch. */
  @Nullable ParsedSchema condition;

  @Nullable ParsedSchema then;
  @Nullable ParsedSchema otherwise;

  ParsedSchema(JsonNode text) {
    this.text = text;
  }

  /** Whether the keyword {@code type}, at most, says what this schema admits. */
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

  /** Whether this is the schema that admits nothing. */
  boolean isNothing() {
    return text.isBoolean();
  }
}
