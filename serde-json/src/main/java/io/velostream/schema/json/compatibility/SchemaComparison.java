// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.json.document.MisplacedValues;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.document.Validators;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Decides whether a reader's schema admits everything that a writer's schema admits.
 *
 * <p>Both are taken as conjunctions. Each keyword of the reader must follow from what the writer's
 * parts say: that is sound, so an empty answer can be relied on. Where the writer offers
 * alternatives ({@code anyOf}, {@code oneOf}), each of them must be admitted. Schemas that lead
 * back to themselves are compared coinductively: a pair under comparison is taken to hold. What
 * both say in the same words holds, see {@link Sameness}. Other keywords whose consequences are not
 * worked out, such as {@code not}, {@code if} or {@code unevaluatedProperties}, hold only if they
 * hold whatever the value is; else the answer is {@code cannot tell}, which counts as an
 * incompatibility. Deciding it in general takes exponential time (Habib et al., "Finding Data
 * Compatibility Bugs with JSON Subschema Checks", 2021).
 */
public final class SchemaComparison {

  static final String CANNOT_TELL = "cannot tell: ";

  private static final int MAX_PAIRS = 20_000;
  private static final int MAX_BRANCHES = 4;

  /** Steps that compiling a schema for a verdict takes. */
  private static final int COST_OF_VERDICT = 100;

  /** Schemas that judging one value goes to in the time of one step. */
  private static final int SCHEMAS_EACH_STEP = 10;

  final AllOfExpander readers;
  final AllOfExpander writers;
  private final Set<SchemaPair> underWay = new HashSet<>();
  private final Validators validators;
  private final IdentityHashMap<JsonNode, Boolean> referring = new IdentityHashMap<>();
  final StepBudget budget = new ComparisonBudget();
  final Sameness sameness;
  private int pairs;

  private SchemaComparison(SchemaClosure reader, SchemaClosure writer, Validators validators) {
    this.readers = new AllOfExpander(reader, budget);
    this.writers = new AllOfExpander(writer, budget);
    this.sameness = new Sameness(writers, readers, false, budget);
    this.validators = validators;
  }

  /**
   * Where the reader refuses what the writer admits; empty when nowhere.
   *
   * @param validators judge values that the writer lists
   * @param usable throws an {@link InvalidSchemaException} if the reader's schema cannot validate
   *     values and the writer's can
   */
  public static List<Incompatibility> compare(
      SchemaClosure reader, SchemaClosure writer, Validators validators, Runnable usable) {
    JsonNode reading = reader.root().root();
    JsonNode writing = writer.root().root();
    List<Incompatibility> found = new ArrayList<>();
    if (!reader.ownMetaSchemas().isEmpty() || !writer.ownMetaSchemas().isEmpty()) {
      found.add(new Incompatibility("/$schema", CANNOT_TELL + "the meta-schema is not known"));
    }
    try {
      SchemaComparison comparison = new SchemaComparison(reader, writer, validators);
      if (reader.ownMetaSchemas().equals(writer.ownMetaSchemas())
          && comparison.areSameThroughout(writing, reading)) {
        return List.of();
      }
      refuseMisplaced(reader, "reader");
      refuseMisplaced(writer, "writer");
      comparison.check(List.of(writing), reading, "", found, MAX_BRANCHES);
      if (found.isEmpty()) {
        usable.run();
      }
    } catch (ComparisonBudget.Spent | InvalidSchemaException e) {
      found.add(new Incompatibility("", CANNOT_TELL + e.getMessage()));
    } catch (StackOverflowError e) {
      found.add(new Incompatibility("", CANNOT_TELL + "the schemas nest too deep"));
    }
    return found.stream().distinct().toList();
  }

  private static void refuseMisplaced(SchemaClosure closure, String who) {
    String place = MisplacedValues.find(closure);
    if (place != null) {
      throw new InvalidSchemaException(
          "the " + who + "'s schema has something else than schemas at " + place);
    }
  }

  /**
   * Whether two schemas say the same in the same words. What they refer to outside themselves is
   * not looked at: the same names are taken for the same schemas.
   */
  public static boolean areSame(SchemaClosure reader, SchemaClosure writer) {
    JsonNode reading = reader.root().root();
    JsonNode writing = writer.root().root();
    String identifier = reader.root().draft().idKeyword();
    try {
      return reading.path(identifier).equals(writing.path(identifier))
          && new SchemaComparison(reader, writer, (schema, steps) -> (value, budget) -> false)
              .areSameThroughout(writing, reading);
    } catch (ComparisonBudget.Spent | StackOverflowError e) {
      return false;
    }
  }

  private boolean areSameThroughout(JsonNode writer, JsonNode reader) {
    return writer.path("$schema").equals(reader.path("$schema"))
        && new Sameness(writers, readers, true, budget).areSame(writer, reader);
  }

  void check(List<JsonNode> writer, JsonNode reader, String pointer, List<Incompatibility> found) {
    check(writer, reader, pointer, found, MAX_BRANCHES);
  }

  /** Adds what a reader refuses of what all of the writer's schemas admit. */
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
    if (Words.isAlways(reader) || !underWay.add(pair)) {
      return;
    }
    SchemaSummary facts = facts(writer);
    if (!facts.admitsNothing() && !isSaid(writer, reader) && !isSaid(facts.parts, reader)) {
      List<Incompatibility> here = new ArrayList<>();
      compare(facts, reader, pointer, here);
      found.addAll(
          here.isEmpty() || branches == 0
              ? here
              : branched(facts, reader, pointer, here, branches));
    }
    underWay.remove(pair);
  }

  /** Whether some schema of the writer says the same as the reader's. */
  private boolean isSaid(List<JsonNode> writer, JsonNode reader) {
    for (JsonNode each : writer) {
      if (sameness.areSame(each, reader)) {
        return true;
      }
    }
    return false;
  }

  /** Whether some part of the writer's says the same as a reader's schema by some keywords. */
  boolean isSaid(SchemaSummary facts, JsonNode reader, String... words) {
    List<String> listed = List.of(words);
    for (JsonNode part : facts.parts) {
      if (sameness.saySame(part, reader, listed)) {
        return true;
      }
    }
    return false;
  }

  private SchemaSummary facts(List<JsonNode> writer) {
    SchemaSummary facts = new SchemaSummary(writers.parts(writer));
    List<JsonNode> values = facts.values;
    budget.spend(values == null ? 0 : values.size());
    return facts;
  }

  /** The same for each alternative of the writer; the first answer if it has none. */
  @SuppressWarnings("ReferenceEquality") // equal schemas may refer to different things
  private List<Incompatibility> branched(
      SchemaSummary facts,
      JsonNode reader,
      String pointer,
      List<Incompatibility> unbranched,
      int branches) {
    for (JsonNode part : facts.parts) {
      for (String keyword : List.of("oneOf", "anyOf")) {
        JsonNode alternatives = part.path(keyword);
        if (alternatives.isArray() && !alternatives.isEmpty()) {
          ObjectNode beside = JsonNodeFactory.instance.objectNode();
          beside.setAll((ObjectNode) part); // shallow: the schemas within keep their identity
          beside.remove(keyword);
          List<Incompatibility> found = new ArrayList<>();
          for (JsonNode each : alternatives) {
            List<JsonNode> one = new ArrayList<>(facts.parts);
            one.removeIf(other -> other == part);
            one.add(beside);
            one.add(each);
            check(one, reader, pointer, found, branches - 1);
          }
          return found;
        }
      }
    }
    return unbranched;
  }

  private void compare(
      SchemaSummary facts, JsonNode reader, String pointer, List<Incompatibility> found) {
    if (reader.isBoolean()) {
      found.add(new Incompatibility(pointer, "the reader admits nothing here"));
      return;
    }
    boolean isPlain = !referring.computeIfAbsent(reader, SchemaComparison::refers);
    List<JsonNode> values = facts.values;
    if (values != null && isPlain) {
      compareValues(values, reader, pointer, found);
      return;
    }
    if (reader.has(Words.REF)) {
      compareReference(facts, reader, pointer, found);
      if (readers.hidesSiblings(reader)) {
        return;
      }
    }
    new ScalarComparison(this, facts, reader, pointer, found).compare();
    new ArrayComparison(this, facts, reader, pointer, found).compare();
    new ObjectComparison(this, facts, reader, pointer, found).compare();
    new LogicComparison(this, facts, reader, pointer, found).compare();
  }

  private void compareValues(
      List<JsonNode> values, JsonNode reader, String pointer, List<Incompatibility> found) {
    try {
      long size = size(reader);
      budget.spend(size + COST_OF_VERDICT + values.size() * (1 + size / SCHEMAS_EACH_STEP));
      ObjectNode schema = reader.deepCopy();
      schema.put("$schema", readers.draft().uri());
      Validators.Verdict verdict = validators.of(schema, MAX_PAIRS * MAX_BRANCHES);
      List<String> refused =
          values.stream()
              .filter(each -> !verdict.admits(each, budget))
              .map(JsonNode::toString)
              .toList();
      if (!refused.isEmpty()) {
        found.add(
            new Incompatibility(
                pointer,
                "the reader refuses values that the writer lists: "
                    + Excerpt.of(String.join(", ", refused))));
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
      SchemaSummary facts, JsonNode reader, String pointer, List<Incompatibility> found) {
    var target = readers.target(reader);
    String place = readers.pointer(reader);
    if (target.isEmpty()) {
      found.add(
          new Incompatibility(pointer + "/$ref", CANNOT_TELL + "where it leads is not known"));
    } else {
      check(facts.parts, target.get(), place == null ? pointer + "/$ref" : place, found);
    }
  }

  /** Whether a schema's meaning depends on others. */
  private static boolean refers(JsonNode schema) {
    return Words.REFERENCES.stream().anyMatch(keyword -> schema.findValue(keyword) != null);
  }

  /** Whether the reader admits all that the writer admits; says not why. */
  boolean holds(SchemaSummary facts, JsonNode reader) {
    List<Incompatibility> found = new ArrayList<>();
    check(facts.parts, reader, "", found, 1);
    return found.isEmpty();
  }

  /** Whether no value fits both. Says yes only if that is sure. */
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
