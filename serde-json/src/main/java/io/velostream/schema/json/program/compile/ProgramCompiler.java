// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a closure of schemas to a program. First parses the keywords of all schemas that are
 * reachable from the root and resolves references; then compiles the rules of each schema.
 */
public final class ProgramCompiler {

  /** Maximum number of dynamic scopes. Usually there is one. */
  private static final int MAX_SCOPES = 10_000;

  /** Steps for the memory of one schema in one scope, without its rules. */
  private static final int STEPS_PER_SCHEMA = 20;

  private final SchemaErrors errors;
  private final ReferenceTargets references;
  private final int maxRegexSteps;
  private final Map<DynamicScope, IdentityHashMap<JsonNode, ParsedSchema>> parsed = new HashMap<>();

  private final List<ParsedSchema> all = new ArrayList<>();
  private final Deque<PendingSchema> pending = new ArrayDeque<>();
  private final StepBudget budget = new CompileBudget();

  /** Whether a schema has {@code unevaluatedProperties} or {@code unevaluatedItems}. */
  private boolean isEvaluated;

  private record PendingSchema(SchemaLocation location, ParsedSchema into) {}

  private ProgramCompiler(SchemaClosure closure, int maxRegexSteps) {
    this.errors = new SchemaErrors(closure);
    this.references = new ReferenceTargets(closure, errors);
    this.maxRegexSteps = maxRegexSteps;
  }

  /**
   * Compiles the root of a closure.
   *
   * @param maxRegexSteps maximum number of steps to match one pattern
   * @throws InvalidSchemaException when compilation takes too many steps, or a keyword has a value
   *     of the wrong type
   */
  public static SchemaProgram compile(SchemaClosure closure, int maxRegexSteps) {
    ProgramCompiler compiler = new ProgramCompiler(closure, maxRegexSteps);
    ParsedSchema root = compiler.parsedSchema(compiler.references.root());
    while (!compiler.pending.isEmpty()) {
      PendingSchema next = compiler.pending.remove();
      new KeywordReader(next.location, compiler).readInto(next.into);
    }
    new RuleCompiler(compiler.isEvaluated, compiler.budget).fill(compiler.all);
    return root.program;
  }

  /** The remaining budget. */
  StepBudget budget() {
    return budget;
  }

  SchemaErrors schemaErrors() {
    return errors;
  }

  ReferenceTargets references() {
    return references;
  }

  int maxRegexSteps() {
    return maxRegexSteps;
  }

  /** Creates an auxiliary schema, which the caller fills. */
  ParsedSchema newAuxiliarySchema(JsonNode schema) {
    ParsedSchema created = new ParsedSchema(schema);
    all.add(created);
    isEvaluated = true;
    return created;
  }

  /** Returns the parsed schema of a location. Its keywords are parsed later. */
  ParsedSchema parsedSchema(SchemaLocation location) {
    if (parsed.size() > MAX_SCOPES) {
      throw new InvalidSchemaException(
          "values of the schema cannot be validated: its dynamic references lead to more than "
              + MAX_SCOPES
              + " choices of schemas; make it simpler");
    }
    SchemaLocation entered = references.enter(location);
    JsonNode schema = entered.schema();
    IdentityHashMap<JsonNode, ParsedSchema> known =
        parsed.computeIfAbsent(entered.scope(), unused -> new IdentityHashMap<>());
    ParsedSchema created = known.get(schema);
    if (created == null) {
      created = newSchema(entered);
      if (!schema.isBoolean()) { // boolean nodes are shared
        known.put(schema, created);
      }
    }
    return created;
  }

  private ParsedSchema newSchema(SchemaLocation location) {
    JsonNode schema = location.schema();
    ParsedSchema created = new ParsedSchema(schema);
    all.add(created);
    budget.spend(STEPS_PER_SCHEMA);
    if (schema.isObject()) {
      pending.add(new PendingSchema(location, created));
    } else if (!schema.booleanValue()) {
      created.kinds.clear();
    }
    return created;
  }

  /** Returns the target of a reference; null when the draft does not know the keyword. */
  @Nullable ParsedSchema target(SchemaLocation from, String keyword) {
    SchemaLocation target = references.target(from, keyword);
    return target == null ? null : parsedSchema(target);
  }
}
