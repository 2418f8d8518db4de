// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaPointers;
import io.velostream.schema.json.document.TreeWeight;
import io.velostream.schema.json.document.Validators;
import io.velostream.schema.json.pattern.BoundedPattern;
import io.velostream.schema.json.program.NotCompiled;
import io.velostream.schema.json.program.ProgramCompiler;
import io.velostream.schema.json.program.ProgramWeight;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.ValidationRun;
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
import java.util.Optional;
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

  /** What the validator library keeps of a schema, beside copies of its tree. */
  private static final long LIBRARY_BYTES = 15_000;

  /** What it makes of a tree, its own copy included, in fifths of the tree. */
  private static final long LIBRARY_FIFTHS = 8;

  private final ResolvedSchema resolved;
  private final SchemaClosure closure;

  /** By what one match of a pattern may cost; in practice one entry. */
  private final Map<Integer, SchemaValidator> validators = new ConcurrentHashMap<>(2);

  private final Map<Integer, Optional<SchemaProgram>> programs = new ConcurrentHashMap<>(2);

  /** Benign data race: published through final fields, and the same whoever makes it. */
  private @Nullable SchemaPointers pointers;

  private final long treeBytes;

  /** What was made since for validation and its messages. */
  private final LongAdder grownBytes = new LongAdder();

  private volatile @Nullable Runnable whenGrown;

  /** Why there is no program, for messages. */
  private volatile String whyNotCompiled = "it is not compiled";

  /** 0 until it is asked for. Benign data race: every thread computes the same. */
  private int hash;

  JsonSchema(ResolvedSchema resolved) {
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
  static JsonSchema unresolved(SchemaDefinition definition) {
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
  static JsonSchema parse(String text, Map<String, String> references) {
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
    JsonSchema parsed = parse(SchemaTexts.print(schema));
    SchemaProgram compiled = parsed.program(maxRegexSteps);
    return compiled == null
        ? parsed.validator(maxRegexSteps)::admits
        : (value, budget) -> ValidationRun.within(budget).admits(compiled, value);
  }

  /** Text and references as they are registered. */
  public SchemaDefinition definition() {
    return resolved.definition();
  }

  /** The schema's own tree. Not to be changed. */
  JsonNode root() {
    return closure.root().root();
  }

  /** The classes that the branches of {@code oneOf} name; empty text for one that names none. */
  List<String> namedInBranches(String property) {
    List<String> named = new ArrayList<>();
    for (JsonNode each : root().path(ONE_OF)) {
      JsonNode branch = closure.followed(each);
      named.add(branch.path(property).asText(""));
    }
    return named;
  }

  /** The same schema with one branch of its {@code oneOf} in place of all. */
  JsonSchema branch(int index) {
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
  boolean admits(JsonNode tree, int maxRegexSteps, int maxSteps) {
    SchemaProgram compiled = program(maxRegexSteps);
    return compiled == null
        ? validator(maxRegexSteps).admits(tree, ValidationRun.ofLibrary(tree, maxSteps))
        : new ValidationRun(maxSteps).admits(compiled, tree);
  }

  SchemaClosure closure() {
    return closure;
  }

  /** Where its schemas stand, for messages: found at the first call. */
  SchemaPointers pointers() {
    SchemaPointers known = pointers;
    if (known == null) {
      known = new SchemaPointers(closure);
      pointers = known;
      grow(known.bytes());
    }
    return known;
  }

  /** The validator, compiled at the first call. */
  SchemaValidator validator(int maxRegexSteps) {
    SchemaValidator known = validators.get(maxRegexSteps);
    if (known == null) {
      known = validators.computeIfAbsent(maxRegexSteps, steps -> made(steps));
      grow(LIBRARY_BYTES + LIBRARY_FIFTHS * treeBytes / 5);
    }
    return known;
  }

  private SchemaValidator made(int maxRegexSteps) {
    SchemaClosure plain = SchemaClosure.plain(resolved, SchemaTexts::parse);
    try {
      return SchemaValidator.compile(plain, maxRegexSteps);
    } catch (LinkageError e) {
      throw new InvalidSchemaException(
          "values of the schema cannot be validated: "
              + whyNotCompiled
              + "; mend the schema, or add com.networknt:json-schema-validator 2.0 to the class path,"
              + " which judges such schemas and is not there in a version that fits",
          e);
    }
  }

  /** The program, compiled at the first call; null when the schema cannot be made one. */
  @Nullable SchemaProgram program(int maxRegexSteps) {
    Optional<SchemaProgram> known = programs.get(maxRegexSteps);
    if (known == null) {
      known = programs.computeIfAbsent(maxRegexSteps, this::compiled);
      known.ifPresent(made -> grow(ProgramWeight.bytesOf(made)));
    }
    return known.orElse(null);
  }

  /** Roughly what this takes in memory by now, in bytes. */
  long bytes() {
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

  private Optional<SchemaProgram> compiled(int maxRegexSteps) {
    try {
      return Optional.of(ProgramCompiler.compile(closure, maxRegexSteps));
    } catch (NotCompiled | BoundedPattern.TooManySteps e) {
      whyNotCompiled = String.valueOf(e.getMessage());
      LOG.info(
          "Values of the {} are validated by the library alone, which is slower: {}",
          resolved.definition(),
          e.getMessage());
    } catch (StackOverflowError e) {
      whyNotCompiled = "it nests too deep";
      LOG.info(
          "Values of the {} are validated by the library alone, which is slower: it nests deep",
          resolved.definition());
    }
    return Optional.empty();
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
