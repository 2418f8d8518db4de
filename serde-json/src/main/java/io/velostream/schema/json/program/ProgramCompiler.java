// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.StepBudget;
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
  private static final int MAX_SCOPES = 64;

  private final References references;
  private final int maxRegexSteps;
  private final Map<DynamicScope, IdentityHashMap<JsonNode, ParsedSchema>> parsed = new HashMap<>();

  private final List<ParsedSchema> all = new ArrayList<>();
  private final Deque<Unread> unread = new ArrayDeque<>();
  private final StepBudget budget = new CompileBudget();

  /** Whether some schema asks what others have looked at. */
  private boolean isEvaluated;

  private record Unread(Place place, ParsedSchema into) {}

  private ProgramCompiler(SchemaClosure closure, int maxRegexSteps) {
    this.references = new References(closure);
    this.maxRegexSteps = maxRegexSteps;
  }

  /**
   * The program of the closure's root.
   *
   * @param maxRegexSteps what one match of a pattern may cost
   * @throws io.velostream.schema.model.InvalidSchemaException when it takes too many steps to
   *     compile
   * @throws NotCompiled when it has a keyword that programs do not know
   */
  public static SchemaProgram compile(SchemaClosure closure, int maxRegexSteps) {
    ProgramCompiler compiler = new ProgramCompiler(closure, maxRegexSteps);
    ParsedSchema root = compiler.schema(compiler.references.root());
    while (!compiler.unread.isEmpty()) {
      Unread next = compiler.unread.remove();
      new KeywordReader(next.place, compiler).readInto(next.into);
    }
    new PlanMaker(compiler.isEvaluated, compiler.budget).fill(compiler.all);
    return root.program;
  }

  /** What compiling may still cost. */
  StepBudget budget() {
    return budget;
  }

  References references() {
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
  ParsedSchema schema(Place place) {
    if (parsed.size() > MAX_SCOPES) {
      throw new NotCompiled("its dynamic references lead to too many schemas");
    }
    Place entered = references.entered(place);
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

  private ParsedSchema made(Place place) {
    JsonNode schema = place.schema();
    ParsedSchema made = new ParsedSchema(schema);
    all.add(made);
    if (schema.isObject()) {
      unread.add(new Unread(place, made));
    } else if (!schema.isBoolean()) {
      throw new NotCompiled("a schema is neither an object nor a boolean");
    } else if (!schema.booleanValue()) {
      made.kinds.clear();
    }
    return made;
  }

  /** Where a reference of a schema leads to; null when its draft knows no such keyword. */
  @Nullable ParsedSchema target(Place from, String keyword) {
    Place target = references.target(from, keyword);
    return target == null ? null : schema(target);
  }
}
