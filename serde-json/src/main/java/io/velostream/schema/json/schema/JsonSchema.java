// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaPointers;
import io.velostream.schema.json.document.TreeMemoryEstimate;
import io.velostream.schema.json.document.ValidatorFactory;
import io.velostream.schema.json.pattern.BoundedPattern;
import io.velostream.schema.json.program.ProgramMemoryEstimate;
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
import io.velostream.schema.text.Excerpt;
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
 * A parsed JSON Schema with its closure. Immutable and thread-safe. Equal to schemas with the same
 * definition and closure.
 */
public final class JsonSchema {

  private static final String ONE_OF = "oneOf";

  private static final Logger LOG = LoggerFactory.getLogger(JsonSchema.class);

  /** Maximum number of keyword locations in a log line. */
  private static final int MAX_NAMED = 10;

  private final ResolvedSchema resolved;
  private final SchemaClosure closure;

  /** Programs by the step limit of patterns; usually one entry. */
  private final Map<Integer, Compiled> programs = new ConcurrentHashMap<>(2);

  /** Benign data race: published through final fields, and equal in all threads. */
  private @Nullable SchemaPointers pointers;

  private final long treeBytes;

  /** The memory of programs and pointers that were created lazily. */
  private final LongAdder grownBytes = new LongAdder();

  private volatile @Nullable Runnable whenGrown;

  /**
   * Cached hash code; 0 when it is not computed. Benign data race: all threads compute the same
   * value.
   */
  private int hash;

  public JsonSchema(ResolvedSchema resolved) {
    this(resolved, SchemaClosure.of(resolved, SchemaTexts::parse));
  }

  private JsonSchema(ResolvedSchema resolved, SchemaClosure closure) {
    this.resolved = resolved;
    this.closure = closure;
    this.treeBytes = TreeMemoryEstimate.bytesOf(closure);
  }

  /**
   * Creates a schema to register, whose references only the registry can resolve. It cannot
   * validate or be compared.
   */
  public static JsonSchema unresolved(SchemaDefinition definition) {
    return new JsonSchema(
        ResolvedSchema.withoutReferences(definition),
        SchemaClosure.unresolved(definition.text(), SchemaTexts::parse));
  }

  /** Whether all references are resolved. */
  boolean isComplete() {
    return resolved.isComplete();
  }

  /**
   * Parses a schema without external references.
   *
   * @param text a JSON object or boolean, of a draft from 4 to 2020-12 that its {@code $schema}
   *     names; draft 7 when it names none that is known
   * @throws InvalidSchemaException when it is not a schema, or has external references
   */
  public static JsonSchema parse(String text) {
    return JsonFormat.INSTANCE.parse(
        ResolvedSchema.withoutReferences(SchemaDefinition.of(JsonFormat.TYPE, text)));
  }

  /** Parses a schema that refers to other schemas by name. */
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

  /** Creates a validator of a schema without external references. */
  static ValidatorFactory.Validator validator(JsonNode schema, int maxRegexSteps) {
    SchemaProgram program = parse(SchemaTexts.print(schema)).program(maxRegexSteps);
    return (value, budget) -> ValidationRun.withParentBudget(budget).admits(program, value);
  }

  /** The text and references as registered. */
  public SchemaDefinition definition() {
    return resolved.definition();
  }

  /** The tree of the schema. Read-only. */
  public JsonNode root() {
    return closure.root().root();
  }

  /**
   * Returns the class names of the branches of {@code oneOf}; an empty string for a branch without
   * one.
   */
  public List<String> namedInBranches(String property) {
    List<String> named = new ArrayList<>();
    for (JsonNode each : root().path(ONE_OF)) {
      JsonNode branch = closure.dereference(each);
      named.add(branch.path(property).asText(""));
    }
    return named;
  }

  /** Returns this schema with {@code oneOf} replaced by one of its branches. */
  public JsonSchema branch(int index) {
    ObjectNode text = (ObjectNode) SchemaTexts.parse(definition().text(), "of a branch");
    JsonNode branch = text.remove(ONE_OF).get(index);
    text.withArray("allOf").add(branch);
    SchemaDefinition ownDefinition = definition();
    return new JsonSchema(
        new ResolvedSchema(
            new SchemaDefinition(
                ownDefinition.type(),
                SchemaTexts.print(text),
                ownDefinition.references(),
                null,
                null),
            resolved.links(),
            resolved.dependencies(),
            resolved.followsLatest()));
  }

  /** Whether a tree is valid. Throws if the step limit is exceeded. */
  public boolean admits(JsonNode tree, int maxRegexSteps, int maxSteps) {
    return new ValidationRun(maxSteps).admits(program(maxRegexSteps), tree);
  }

  /** The documents of this schema, with all references resolved. Read-only. */
  public SchemaClosure closure() {
    return closure;
  }

  /** The pointers of subschemas, for messages. Computed at the first call. */
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
   * The compiled program. Compiled at the first call.
   *
   * @throws InvalidSchemaException when values of the schema cannot be validated, with the reason
   */
  public SchemaProgram program(int maxRegexSteps) {
    Compiled known = programs.get(maxRegexSteps);
    if (known == null) {
      known = programs.computeIfAbsent(maxRegexSteps, this::compiled);
      SchemaProgram created = known.program();
      if (created != null) {
        grow(ProgramMemoryEstimate.bytesOf(created));
      }
    }
    return known.orElseThrow();
  }

  /** Estimates the current memory of this schema, in bytes. */
  public long bytes() {
    return treeBytes + grownBytes.sum();
  }

  /**
   * Sets the listener that is called whenever {@link #bytes} has grown. Replaces the previous one.
   */
  void whenGrown(Runnable listener) {
    whenGrown = listener;
    if (grownBytes.sum() > 0) {
      listener.run();
    }
  }

  /** Racy: if two threads create the same part concurrently, it is counted twice. */
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
    } catch (StackOverflowError e) { // not cached: another thread may have a larger stack
      throw new InvalidSchemaException(
          "values of the schema cannot be validated: it nests deeper than the stack of this thread"
              + " allows; nest schemas less deep");
    }
  }

  private void warnOfIgnored() {
    List<String> ignored = closure.ignoredKeywords();
    if (!ignored.isEmpty()) {
      LOG.warn(
          "Keywords of the {} are ignored, because its draft does not allow their values: {}{}",
          resolved.definition(),
          Excerpt.of(String.join(", ", ignored.subList(0, Math.min(MAX_NAMED, ignored.size())))),
          ignored.size() > MAX_NAMED ? " and " + (ignored.size() - MAX_NAMED) + " more" : "");
    }
  }

  /**
   * The result of the compilation.
   *
   * @param program null when it failed
   * @param fault null when it succeeded
   */
  private record Compiled(@Nullable SchemaProgram program, @Nullable InvalidSchemaException fault) {

    /** Returns the program, or throws a new exception for each call. */
    SchemaProgram orElseThrow() {
      SchemaProgram created = program;
      if (created == null) {
        String problem = fault == null ? "" : String.valueOf(fault.getMessage());
        throw new InvalidSchemaException(problem, fault);
      }
      return created;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonSchema schema && schema.resolved.equals(resolved);
  }

  /** Cached, because serializers look up bindings by schema. */
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
