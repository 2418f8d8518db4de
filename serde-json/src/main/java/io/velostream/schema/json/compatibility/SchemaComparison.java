// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.MisplacedSchemaCheck;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.document.ValidatorFactory;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.text.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Decides whether a reader's schema accepts all values that a writer's schema accepts.
 *
 * <p>Both schemas are expanded to conjunctions. Each keyword of the reader must be implied by the
 * writer's parts. The algorithm is sound: if it finds no incompatibility, there is none. If the
 * writer has alternatives ({@code anyOf}, {@code oneOf}), each alternative is checked. Recursive
 * schemas are compared coinductively: a pair that is being compared is assumed to be compatible.
 * Equivalent parts are compatible, see {@link SchemaEquivalence}. Keywords that are not analyzed,
 * such as {@code not}, {@code if} or {@code unevaluatedProperties}, are compatible only if they
 * accept all values; otherwise the result is {@code cannot tell}, which counts as an
 * incompatibility. Deciding it in general takes exponential time (Habib et al., "Finding Data
 * Compatibility Bugs with JSON Subschema Checks", 2021).
 */
public final class SchemaComparison {

  static final String CANNOT_TELL = "cannot tell: ";

  private static final int MAX_PAIRS = 20_000;
  private static final int MAX_BRANCHES = 4;

  /** Steps for compiling a schema to validate listed values. */
  private static final int COST_OF_VERDICT = 100;

  /** Number of subschemas that are visited in one step when a listed value is validated. */
  private static final int SCHEMAS_EACH_STEP = 10;

  final AllOfExpander readers;
  final AllOfExpander writers;
  private final Set<SchemaPair> inProgress = new HashSet<>();
  private final ValidatorFactory validators;
  private final IdentityHashMap<JsonNode, Boolean> referring = new IdentityHashMap<>();
  final StepBudget budget = new ComparisonBudget();
  final SchemaEquivalence equivalence;
  private int pairs;

  private SchemaComparison(
      SchemaClosure reader, SchemaClosure writer, ValidatorFactory validators) {
    this.readers = new AllOfExpander(reader, budget);
    this.writers = new AllOfExpander(writer, budget);
    this.equivalence = new SchemaEquivalence(writers, readers, false, budget);
    this.validators = validators;
  }

  /**
   * Returns the incompatibilities; empty when there are none.
   *
   * @param validators validate the values that the writer lists
   * @param usable throws an {@link InvalidSchemaException} if the reader's schema cannot validate
   *     values and the writer's can
   */
  public static List<Incompatibility> compare(
      SchemaClosure reader, SchemaClosure writer, ValidatorFactory validators, Runnable usable) {
    JsonNode reading = reader.root().root();
    JsonNode writing = writer.root().root();
    List<Incompatibility> found = new ArrayList<>();
    if (!reader.customMetaSchemas().isEmpty() || !writer.customMetaSchemas().isEmpty()) {
      found.add(new Incompatibility("/$schema", CANNOT_TELL + "the meta-schema is not known"));
    }
    try {
      SchemaComparison comparison = new SchemaComparison(reader, writer, validators);
      if (reader.customMetaSchemas().equals(writer.customMetaSchemas())
          && comparison.areEquivalentFromRoots(writing, reading)) {
        return List.of();
      }
      rejectMisplacedSchemas(reader, "reader");
      rejectMisplacedSchemas(writer, "writer");
      comparison.check(List.of(writing), reading, "", found, MAX_BRANCHES);
      if (found.isEmpty()) {
        usable.run();
      }
    } catch (ComparisonBudget.Spent | InvalidSchemaException e) {
      found.add(new Incompatibility("", CANNOT_TELL + e.getMessage()));
    } catch (StackOverflowError e) {
      found.add(new Incompatibility("", CANNOT_TELL + "the schemas are nested too deeply"));
    }
    return found.stream().distinct().toList();
  }

  private static void rejectMisplacedSchemas(SchemaClosure closure, String who) {
    String location = MisplacedSchemaCheck.find(closure);
    if (location != null) {
      throw new InvalidSchemaException(
          "the " + who + "'s schema has values that are not schemas at " + location);
    }
  }

  /**
   * Whether two schemas are equivalent. External references are not resolved: equal names are
   * assumed to refer to the same schema.
   */
  public static boolean areEquivalent(SchemaClosure reader, SchemaClosure writer) {
    JsonNode reading = reader.root().root();
    JsonNode writing = writer.root().root();
    String identifier = reader.root().draft().idKeyword();
    try {
      return reading.path(identifier).equals(writing.path(identifier))
          && new SchemaComparison(reader, writer, (schema, steps) -> (value, budget) -> false)
              .areEquivalentFromRoots(writing, reading);
    } catch (ComparisonBudget.Spent | StackOverflowError e) {
      return false;
    }
  }

  private boolean areEquivalentFromRoots(JsonNode writer, JsonNode reader) {
    return writer.path("$schema").equals(reader.path("$schema"))
        && new SchemaEquivalence(writers, readers, true, budget).areEquivalent(writer, reader);
  }

  void check(List<JsonNode> writer, JsonNode reader, String pointer, List<Incompatibility> found) {
    check(writer, reader, pointer, found, MAX_BRANCHES);
  }

  /** Adds the incompatibilities of a reader's schema with a conjunction of writer's schemas. */
  private void check(
      List<JsonNode> writer,
      JsonNode reader,
      String pointer,
      List<Incompatibility> found,
      int branches) {
    if (++pairs > MAX_PAIRS) {
      throw new ComparisonBudget.Spent();
    }
    SchemaPair pair = new SchemaPair(writer, reader);
    if (AssertionKeywords.admitsEverything(reader) || !inProgress.add(pair)) {
      return;
    }
    SchemaSummary summary = summarize(writer);
    if (!summary.admitsNothing()
        && !isStatedByWriter(writer, reader)
        && !isStatedByWriter(summary.parts, reader)) {
      List<Incompatibility> here = new ArrayList<>();
      compare(summary, reader, pointer, here);
      found.addAll(
          here.isEmpty() || branches == 0
              ? here
              : compareAlternatives(summary, reader, pointer, here, branches));
    }
    inProgress.remove(pair);
  }

  /** Whether one of the writer's schemas is equivalent to the reader's. */
  private boolean isStatedByWriter(List<JsonNode> writer, JsonNode reader) {
    for (JsonNode each : writer) {
      if (equivalence.areEquivalent(each, reader)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a part of the writer has the same values for some keywords of the reader. */
  boolean isStatedByWriter(SchemaSummary summary, JsonNode reader, String... keywords) {
    List<String> listed = List.of(keywords);
    for (JsonNode part : summary.parts) {
      if (equivalence.haveEqualKeywords(part, reader, listed)) {
        return true;
      }
    }
    return false;
  }

  private SchemaSummary summarize(List<JsonNode> writer) {
    SchemaSummary summary = new SchemaSummary(writers.parts(writer));
    List<JsonNode> values = summary.values;
    budget.spend(values == null ? 0 : values.size());
    return summary;
  }

  /** Compares each alternative of the writer; returns the given result if it has none. */
  @SuppressWarnings("ReferenceEquality") // equal schemas may refer to different schemas
  private List<Incompatibility> compareAlternatives(
      SchemaSummary summary,
      JsonNode reader,
      String pointer,
      List<Incompatibility> unbranched,
      int branches) {
    for (JsonNode part : summary.parts) {
      for (String keyword : List.of("oneOf", "anyOf")) {
        JsonNode alternatives = part.path(keyword);
        if (alternatives.isArray() && !alternatives.isEmpty()) {
          ObjectNode beside = JsonNodeFactory.instance.objectNode();
          beside.setAll((ObjectNode) part); // shallow: subschemas keep their identity
          beside.remove(keyword);
          List<Incompatibility> found = new ArrayList<>();
          for (JsonNode each : alternatives) {
            List<JsonNode> one = new ArrayList<>(summary.parts);
            one.removeIf(other -> other == part);
            one.add(beside);
            one.add(each);
            check(one, reader, pointer, found, branches - 1);
          }
          return found;
        }
      }
    }
    return hasBranches(reader)
        ? compareTypes(summary, reader, pointer, unbranched, branches)
        : unbranched;
  }

  private static boolean hasBranches(JsonNode reader) {
    return reader.path("oneOf").isArray() || reader.path("anyOf").isArray();
  }

  /** Compares the values of each type, since each may have a branch of its own in the reader. */
  private List<Incompatibility> compareTypes(
      SchemaSummary summary,
      JsonNode reader,
      String pointer,
      List<Incompatibility> unbranched,
      int branches) {
    Set<String> types = new TreeSet<>(summary.types);
    if (types.contains(SchemaSummary.NUMBER)) {
      types.remove(SchemaSummary.INTEGER);
    }
    if (types.size() < 2) {
      return unbranched;
    }
    List<Incompatibility> found = new ArrayList<>();
    for (String type : types) {
      List<JsonNode> one = new ArrayList<>(summary.parts);
      one.add(JsonNodeFactory.instance.objectNode().put("type", type));
      check(one, reader, pointer, found, branches - 1);
    }
    return found;
  }

  private void compare(
      SchemaSummary summary, JsonNode reader, String pointer, List<Incompatibility> found) {
    if (reader.isBoolean()) {
      found.add(new Incompatibility(pointer, "the reader admits nothing here"));
      return;
    }
    boolean isPlain = !referring.computeIfAbsent(reader, SchemaComparison::hasReferences);
    List<JsonNode> values = summary.values;
    if (values != null && isPlain) {
      compareValues(values, reader, pointer, found);
      return;
    }
    if (reader.has(AssertionKeywords.REF)) {
      compareReference(summary, reader, pointer, found);
      if (readers.hidesSiblings(reader)) {
        return;
      }
    }
    new ScalarComparison(this, summary, reader, pointer, found).compare();
    new ArrayComparison(this, summary, reader, pointer, found).compare();
    new ObjectComparison(this, summary, reader, pointer, found).compare();
    new CompositionComparison(this, summary, reader, pointer, found).compare();
  }

  private void compareValues(
      List<JsonNode> values, JsonNode reader, String pointer, List<Incompatibility> found) {
    try {
      long size = size(reader);
      budget.spend(size + COST_OF_VERDICT + values.size() * (1 + size / SCHEMAS_EACH_STEP));
      ObjectNode schema = reader.deepCopy();
      schema.put("$schema", readers.draft().uri());
      ValidatorFactory.Validator verdict = validators.of(schema, MAX_PAIRS * MAX_BRANCHES);
      List<String> rejected =
          values.stream()
              .filter(each -> !verdict.admits(each, budget))
              .map(JsonNode::toString)
              .toList();
      if (!rejected.isEmpty()) {
        found.add(
            new Incompatibility(
                pointer,
                "the reader refuses values that the writer lists: "
                    + Excerpt.of(String.join(", ", rejected))));
      }
    } catch (SchemaException e) {
      found.add(new Incompatibility(pointer, CANNOT_TELL + e.getMessage()));
    }
  }

  private static long size(JsonNode tree) {
    long size = 1;
    for (JsonNode each : tree) {
      size += size(each);
    }
    return size;
  }

  private void compareReference(
      SchemaSummary summary, JsonNode reader, String pointer, List<Incompatibility> found) {
    var target = readers.target(reader);
    String location = readers.targetPointer(reader);
    if (target.isEmpty()) {
      found.add(new Incompatibility(pointer + "/$ref", CANNOT_TELL + "its target is unknown"));
    } else {
      check(summary.parts, target.get(), location == null ? pointer + "/$ref" : location, found);
    }
  }

  /** Whether a schema contains references. */
  private static boolean hasReferences(JsonNode schema) {
    return AssertionKeywords.REFERENCES.stream()
        .anyMatch(keyword -> schema.findValue(keyword) != null);
  }

  /** Whether the reader accepts all values of the writer. */
  boolean admitsAll(SchemaSummary summary, JsonNode reader) {
    List<Incompatibility> found = new ArrayList<>();
    check(summary.parts, reader, "", found, 1);
    return found.isEmpty();
  }

  /** Whether no value conforms to both. Conservative: true only if this is certain. */
  boolean areDisjoint(List<JsonNode> writer, JsonNode reader, int depth) {
    SchemaSummary ours = new SchemaSummary(writers.parts(writer));
    SchemaSummary theirs = new SchemaSummary(readers.parts(List.of(reader)));
    if (ours.admitsNothing() || theirs.admitsNothing()) {
      return true;
    }
    Set<String> common = new HashSet<>(ours.types);
    common.retainAll(theirs.types);
    if (common.isEmpty()) {
      return true;
    }
    List<JsonNode> one = ours.values;
    List<JsonNode> other = theirs.values;
    if (one != null && other != null) {
      budget.spend(one.size() + other.size());
      return !SchemaSummary.isAnyIn(one, other);
    }
    return common.equals(Set.of("object"))
        && depth > 0
        && ours.required.stream()
            .filter(theirs.required::contains)
            .anyMatch(name -> arePropertiesDisjoint(ours, theirs, name, depth));
  }

  private boolean arePropertiesDisjoint(
      SchemaSummary ours, SchemaSummary theirs, String name, int depth) {
    List<JsonNode> writer = writers.property(ours.parts, name);
    return readers.property(theirs.parts, name).stream()
        .anyMatch(each -> areDisjoint(writer, each, depth - 1));
  }

  static IntStream indices(JsonNode array) {
    return IntStream.range(0, array.size());
  }
}
