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
 * Makes a closure of schemas one program. First the keywords of every schema in reach of the root
 * are read, references led to their targets; then each gets its plans.
 */
public final class ProgramCompiler {

  /** Scopes that schemas are read in; mostly there is one. */
  private static final int MAX_SCOPES = 10_000;

  /** What is kept of one schema in one scope, beside its plans, counted as steps. */
  private static final int STEPS_FOR_EACH_SCHEMA = 20;

  private final SchemaFaults faults;
  private final ReferenceTargets references;
  private final int maxRegexSteps;
  private final Map<DynamicScope, IdentityHashMap<JsonNode, ParsedSchema>> parsed = new HashMap<>();

  private final List<ParsedSchema> all = new ArrayList<>();
  private final Deque<Unread> unread = new ArrayDeque<>();
  private final StepBudget budget = new CompileBudget();

  /** Whether some schema asks what others have looked at. */
  private boolean isEvaluated;

  private record Unread(SchemaLocation place, ParsedSchema into) {}

  private ProgramCompiler(SchemaClosure closure, int maxRegexSteps) {
    this.faults = new SchemaFaults(closure);
    this.references = new ReferenceTargets(closure, faults);
    this.maxRegexSteps = maxRegexSteps;
  }

  /**
   * The program of the closure's root.
   *
   * @param maxRegexSteps what one match of a pattern may cost
   * @throws InvalidSchemaException when it takes too many steps to compile, or has something else
   *     where a schema, a list or a limit should stand
   */
  public static SchemaProgram compile(SchemaClosure closure, int maxRegexSteps) {
    ProgramCompiler compiler = new ProgramCompiler(closure, maxRegexSteps);
    ParsedSchema root = compiler.schema(compiler.references.root());
    while (!compiler.unread.isEmpty()) {
      Unread next = compiler.unread.remove();
      new KeywordReader(next.place, compiler).readInto(next.into);
    }
    new RuleCompiler(compiler.isEvaluated, compiler.budget).fill(compiler.all);
    return root.program;
  }

  /** What compiling may still cost. */
  StepBudget budget() {
    return budget;
  }

  SchemaFaults faults() {
    return faults;
  }

  ReferenceTargets references() {
    return references;
  }

  int maxRegexSteps() {
    return maxRegexSteps;
  }

  /** Keywords apart from those of any schema; whoever asks fills them. */
  ParsedSchema another(JsonNode schema) {
    ParsedSchema made = new ParsedSchema(schema);
    all.add(made);
    isEvaluated = true;
    return made;
  }

  /** A schema's keywords, to be read later. */
  ParsedSchema schema(SchemaLocation place) {
    if (parsed.size() > MAX_SCOPES) {
      throw new InvalidSchemaException(
          "values of the schema cannot be validated: its dynamic references lead to more than "
              + MAX_SCOPES
              + " choices of schemas; make it simpler");
    }
    SchemaLocation entered = references.entered(place);
    JsonNode schema = entered.schema();
    IdentityHashMap<JsonNode, ParsedSchema> known =
        parsed.computeIfAbsent(entered.scope(), unused -> new IdentityHashMap<>());
    ParsedSchema made = known.get(schema);
    if (made == null) {
      made = made(entered);
      if (!schema.isBoolean()) { // trees share their booleans
        known.put(schema, made);
      }
    }
    return made;
  }

  private ParsedSchema made(SchemaLocation place) {
    JsonNode schema = place.schema();
    ParsedSchema made = new ParsedSchema(schema);
    all.add(made);
    budget.spend(STEPS_FOR_EACH_SCHEMA);
    if (schema.isObject()) {
      unread.add(new Unread(place, made));
    } else if (!schema.booleanValue()) {
      made.kinds.clear();
    }
    return made;
  }

  /** Where a reference of a schema leads to; null when its draft knows no such keyword. */
  @Nullable ParsedSchema target(SchemaLocation from, String keyword) {
    SchemaLocation target = references.target(from, keyword);
    return target == null ? null : schema(target);
  }
}
