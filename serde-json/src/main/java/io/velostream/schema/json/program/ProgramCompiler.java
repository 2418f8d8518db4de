// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaResource;
import io.velostream.schema.json.document.Validators;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a closure of schemas one program. First the keywords of every schema in reach of the root
 * are read, references led to their targets; then each gets its plans.
 */
public final class ProgramCompiler {

  private final SchemaClosure closure;
  private final int maxRegexSteps;
  private final Validators library;
  private final IdentityHashMap<JsonNode, Draft> drafts = new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, SchemaResource.Reference> references =
      new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, ParsedSchema> parsed = new IdentityHashMap<>();
  private final List<ParsedSchema> all = new ArrayList<>();
  private final Deque<Unread> unread = new ArrayDeque<>();

  /** Whether some schema asks what others have looked at. */
  private boolean isEvaluated;

  private record Unread(ObjectNode schema, Draft draft, ParsedSchema into) {}

  private ProgramCompiler(SchemaClosure closure, int maxRegexSteps, Validators library) {
    this.closure = closure;
    this.maxRegexSteps = maxRegexSteps;
    this.library = library;
  }

  /**
   * The program of the closure's root.
   *
   * @param maxRegexSteps what one match of a pattern may cost
   * @param library judges the keywords that it alone knows, one string at a time
   * @throws NotCompiled when it has a keyword that programs do not know
   */
  public static SchemaProgram compile(
      SchemaClosure closure, int maxRegexSteps, Validators library) {
    ProgramCompiler compiler = new ProgramCompiler(closure, maxRegexSteps, library);
    compiler.look(closure.root());
    closure.dependencies().forEach(compiler::look);
    ParsedSchema root = compiler.schema(closure.root().root(), closure.root().draft());
    while (!compiler.unread.isEmpty()) {
      Unread next = compiler.unread.remove();
      new KeywordReader(next.schema, next.draft, compiler).readInto(next.into);
    }
    new PlanMaker(compiler.isEvaluated).fill(compiler.all);
    return root.program;
  }

  private void look(SchemaResource document) {
    for (SchemaResource.Reference reference : document.references()) {
      if (reference.keyword().equals("$ref")) {
        references.put(reference.owner(), reference);
      }
    }
    findDrafts(document.root(), document.draft(), true);
  }

  private void findDrafts(JsonNode schema, Draft around, boolean isRoot) {
    String named = schema.path("$schema").textValue();
    if (named != null && Draft.namedBy(schema) == null) {
      throw new NotCompiled("a schema is written in " + named);
    }
    if (named != null && !isRoot && Draft.namedBy(schema) != around) {
      throw new NotCompiled("a schema within another one is of another draft");
    }
    drafts.put(schema, around);
    boolean hidesSiblings = around.refHidesSiblings() && schema.path("$ref").isTextual();
    for (Keywords.Child child : Keywords.children(schema)) {
      if (!hidesSiblings
          || child.keyword().equals("definitions")
          || child.keyword().equals("$defs")) {
        findDrafts(child.schema(), around, false);
      }
    }
  }

  int maxRegexSteps() {
    return maxRegexSteps;
  }

  /** The validator library's verdict on a schema that refers to nothing. */
  Predicate<JsonNode> check(ObjectNode schema) {
    return library.of(schema, maxRegexSteps);
  }

  /** Keywords apart from those of any schema; whoever asks fills them. */
  ParsedSchema another() {
    ParsedSchema made = new ParsedSchema();
    all.add(made);
    isEvaluated = true;
    return made;
  }

  /** A schema's keywords, to be read later. */
  ParsedSchema schema(JsonNode schema, Draft draft) {
    ParsedSchema known = parsed.get(schema);
    if (known != null) {
      return known;
    }
    ParsedSchema made = new ParsedSchema();
    if (!schema.isBoolean()) { // trees share their booleans
      parsed.put(schema, made);
    }
    all.add(made);
    if (schema instanceof ObjectNode object) {
      unread.add(new Unread(object, draft, made));
    } else if (!schema.isBoolean()) {
      throw new NotCompiled("a schema is neither an object nor a boolean");
    } else if (!schema.booleanValue()) {
      made.kinds.clear();
    }
    return made;
  }

  /** Where the {@code $ref} of a schema leads to. */
  ParsedSchema target(ObjectNode owner) {
    SchemaResource.Reference reference = references.get(owner);
    JsonNode target = reference == null ? null : closure.target(reference);
    Draft draft = target == null ? null : target.isBoolean() ? Draft.DEFAULT : drafts.get(target);
    if (target == null || draft == null) {
      throw new NotCompiled("a reference leads out of the closure, or to what is no schema");
    }
    return schema(target, draft);
  }
}
