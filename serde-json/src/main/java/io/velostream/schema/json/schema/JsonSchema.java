// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaPointers;
import io.velostream.schema.json.document.TreeWeight;
import io.velostream.schema.json.document.Validators;
import io.velostream.schema.json.pattern.BoundedPattern;
import io.velostream.schema.json.program.ProgramWeight;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.ValidationRun;
import io.velostream.schema.json.program.compile.ProgramCompiler;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A parsed JSON Schema with all that it refers to. Immutable and safe for use by many threads;
 * equal to schemas of the same definition and closure.
 */
public final class JsonSchema {

  private static final String ONE_OF = "oneOf";

  private static final Logger LOG = LoggerFactory.getLogger(JsonSchema.class);

  /** Places of keywords that a log line names. */
  private static final int MAX_NAMED = 10;

  private final ResolvedSchema resolved;
  private final SchemaClosure closure;

  /** By what one match of a pattern may cost; in practice one entry. */
  private final Map<Integer, Compiled> programs = new ConcurrentHashMap<>(2);

  /** Benign data race: published through final fields, and the same whoever makes it. */
  private @Nullable SchemaPointers pointers;

  private final long treeBytes;

  /** What was made since for validation and its messages. */
  private final LongAdder grownBytes = new LongAdder();

  private volatile @Nullable Runnable whenGrown;

  /** 0 until it is asked for. Benign data race: every thread computes the same. */
  private int hash;

  public JsonSchema(ResolvedSchema resolved) {
    this(resolved, SchemaClosure.of(resolved, SchemaTexts::parse));
  }

  private JsonSchema(ResolvedSchema resolved, SchemaClosure closure) {
    this.resolved = resolved;
    this.closure = closure;
    this.treeBytes = TreeWeight.bytesOf(closure);
  }

  /**
   * A schema to register, whose references only the registry can follow. It validates nothing and
   * compares with nothing.
   */
  public static JsonSchema unresolved(SchemaDefinition definition) {
    return new JsonSchema(
        ResolvedSchema.withoutReferences(definition),
        SchemaClosure.unresolved(definition.text(), SchemaTexts::parse));
  }

  /** Whether every reference was followed. */
  boolean isComplete() {
    return resolved.isComplete();
  }

  /**
   * Parses a schema that refers to nothing outside itself.
   *
   * @param text a JSON object or boolean, of a draft from 4 to 2020-12 that its {@code $schema}
   *     names; draft 7 when it names none that is known
   * @throws InvalidSchemaException when it is none, or refers to what it does not hold
   */
  public static JsonSchema parse(String text) {
    return JsonFormat.INSTANCE.parse(
        ResolvedSchema.withoutReferences(SchemaDefinition.of(JsonFormat.TYPE, text)));
  }

  /** Parses a schema that may refer to others by the names under which they are given. */
  public static JsonSchema parse(String text, Map<String, String> references) {
    List<Link> links =
        references.keySet().stream()
            .map(name -> new Link(name, new SubjectVersion(Subject.of(name), 1)))
            .toList();
    List<Dependency> dependencies =
        links.stream()
            .map(
                link ->
                    new Dependency(
                        link.target(),
                        SchemaDefinition.of(
                            JsonFormat.TYPE, Objects.requireNonNull(references.get(link.name()))),
                        links))
            .toList();
    return JsonFormat.INSTANCE.parse(
        new ResolvedSchema(SchemaDefinition.of(JsonFormat.TYPE, text), links, dependencies, false));
  }

  /** The verdict of a schema that refers to nothing outside itself. */
  static Validators.Verdict verdict(JsonNode schema, int maxRegexSteps) {
    SchemaProgram program = parse(SchemaTexts.print(schema)).program(maxRegexSteps);
    return (value, budget) -> ValidationRun.within(budget).admits(program, value);
  }

  /** Text and references as they are registered. */
  public SchemaDefinition definition() {
    return resolved.definition();
  }

  /** The schema's own tree. Not to be changed. */
  public JsonNode root() {
    return closure.root().root();
  }

  /** The classes that the branches of {@code oneOf} name; empty text for one that names none. */
  public List<String> namedInBranches(String property) {
    List<String> named = new ArrayList<>();
    for (JsonNode each : root().path(ONE_OF)) {
      JsonNode branch = closure.followed(each);
      named.add(branch.path(property).asText(""));
    }
    return named;
  }

  /** The same schema with one branch of its {@code oneOf} in place of all. */
  public JsonSchema branch(int index) {
    ObjectNode text = (ObjectNode) SchemaTexts.parse(definition().text(), "of a branch");
    JsonNode branch = text.remove(ONE_OF).get(index);
    text.withArray("allOf").add(branch);
    SchemaDefinition given = definition();
    return new JsonSchema(
        new ResolvedSchema(
            new SchemaDefinition(
                given.type(), SchemaTexts.print(text), given.references(), null, null),
            resolved.links(),
            resolved.dependencies(),
            resolved.followsLatest()));
  }

  /** Whether a tree fits, within a limit of steps; beyond it, it does not. */
  public boolean admits(JsonNode tree, int maxRegexSteps, int maxSteps) {
    return new ValidationRun(maxSteps).admits(program(maxRegexSteps), tree);
  }

  SchemaClosure closure() {
    return closure;
  }

  /** Where its schemas stand, for messages: found at the first call. */
  public SchemaPointers pointers() {
    SchemaPointers known = pointers;
    if (known == null) {
      known = new SchemaPointers(closure);
      pointers = known;
      grow(known.bytes());
    }
    return known;
  }

  /**
   * The program, compiled at the first call.
   *
   * @throws InvalidSchemaException when values of the schema cannot be validated, saying why
   */
  public SchemaProgram program(int maxRegexSteps) {
    Compiled known = programs.get(maxRegexSteps);
    if (known == null) {
      known = programs.computeIfAbsent(maxRegexSteps, this::compiled);
      SchemaProgram made = known.program();
      if (made != null) {
        grow(ProgramWeight.bytesOf(made));
      }
    }
    return known.orElseThrow();
  }

  /** Roughly what this takes in memory by now, in bytes. */
  public long bytes() {
    return treeBytes + grownBytes.sum();
  }

  /** Has a listener called, in place of the one before, whenever {@link #bytes} has grown. */
  void whenGrown(Runnable listener) {
    whenGrown = listener;
    if (grownBytes.sum() > 0) {
      listener.run();
    }
  }

  /** Two threads that make the same part at once count it twice; the estimate is then too high. */
  private void grow(long bytes) {
    grownBytes.add(bytes);
    Runnable listener = whenGrown;
    if (listener != null) {
      listener.run();
    }
  }

  private Compiled compiled(int maxRegexSteps) {
    warnOfIgnored();
    try {
      return new Compiled(ProgramCompiler.compile(closure, maxRegexSteps), null);
    } catch (InvalidSchemaException e) {
      return new Compiled(null, e);
    } catch (BoundedPattern.TooManySteps e) {
      return new Compiled(null, new InvalidSchemaException(String.valueOf(e.getMessage()), e));
    } catch (StackOverflowError e) { // not kept: another thread may have a larger stack
      throw new InvalidSchemaException(
          "values of the schema cannot be validated: it nests deeper than the stack of this thread"
              + " allows; nest schemas less deep");
    }
  }

  private void warnOfIgnored() {
    List<String> ignored = closure.ignored();
    if (!ignored.isEmpty()) {
      LOG.warn(
          "Of the {} these keywords are ignored, since its draft does not allow their values: {}{}",
          resolved.definition(),
          Excerpt.of(String.join(", ", ignored.subList(0, Math.min(MAX_NAMED, ignored.size())))),
          ignored.size() > MAX_NAMED ? " and " + (ignored.size() - MAX_NAMED) + " more" : "");
    }
  }

  /**
   * What compiling came to.
   *
   * @param program null when the schema is at fault
   * @param fault null when it is not
   */
  private record Compiled(@Nullable SchemaProgram program, @Nullable InvalidSchemaException fault) {

    /** Another exception each time, since many threads may be told. */
    SchemaProgram orElseThrow() {
      SchemaProgram made = program;
      if (made == null) {
        String problem = fault == null ? "" : String.valueOf(fault.getMessage());
        throw new InvalidSchemaException(problem, fault);
      }
      return made;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonSchema schema && schema.resolved.equals(resolved);
  }

  /** Kept, as {@link String} keeps its own: a serializer looks its bindings up by it. */
  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = resolved.hashCode();
      hash = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return resolved.definition().toString();
  }
}
