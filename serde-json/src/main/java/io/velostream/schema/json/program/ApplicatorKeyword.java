// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.CanonicalTexts;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A keyword that looks at the same value with other schemas and weighs what they say. A container
 * must be there as a whole for it.
 */
public sealed interface ApplicatorKeyword extends ScalarRule {

  /** Whether an object or array is admitted. */
  boolean admits(JsonNode container, ValidationRun run);

  /** The schemas of which one at least must admit a value, if there are such. */
  default List<SchemaProgram> branches() {
    return List.of();
  }

  /** Every schema that it weighs. */
  default List<SchemaProgram> within() {
    return branches();
  }

  /** The schemas whose refusals tell why a value is not admitted. */
  default List<SchemaProgram> reasons(JsonNode refused, ValidationRun run) {
    return branches();
  }

  /** The keyword that refuses a container, where there are several. */
  default String keyword(JsonNode refused) {
    return keyword();
  }

  /** Adds what its schemas look at in a container that it admits. */
  default void evaluate(JsonNode container, Evaluation into) {}

  /** The keyword {@code anyOf}. */
  record AnyOf(List<SchemaProgram> schemas) implements ApplicatorKeyword {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      for (SchemaProgram schema : schemas) {
        if (schema.plan(kind).admits(value, kind, run)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean admits(JsonNode container, ValidationRun run) {
      for (SchemaProgram schema : schemas) {
        if (schema.admits(container, run)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void evaluate(JsonNode container, Evaluation into) {
      schemas.forEach(into::addIfAdmitted);
    }

    @Override
    public List<SchemaProgram> branches() {
      return schemas;
    }

    @Override
    public String keyword() {
      return "anyOf";
    }
  }

  /** The keyword {@code oneOf}. */
  record OneOf(List<SchemaProgram> schemas) implements ApplicatorKeyword {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      int count = 0;
      for (SchemaProgram schema : schemas) {
        count += schema.plan(kind).admits(value, kind, run) ? 1 : 0;
      }
      return count == 1;
    }

    @Override
    public boolean admits(JsonNode container, ValidationRun run) {
      int count = 0;
      for (SchemaProgram schema : schemas) {
        count += schema.admits(container, run) ? 1 : 0;
      }
      return count == 1;
    }

    @Override
    public void evaluate(JsonNode container, Evaluation into) {
      schemas.forEach(into::addIfAdmitted);
    }

    @Override
    public List<SchemaProgram> branches() {
      return schemas;
    }

    @Override
    public String keyword() {
      return "oneOf";
    }
  }

  /** The keyword {@code not}. */
  record Not(SchemaProgram schema) implements ApplicatorKeyword {

    @Override
    public List<SchemaProgram> within() {
      return List.of(schema);
    }

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      return !schema.plan(kind).admits(value, kind, run);
    }

    @Override
    public boolean admits(JsonNode container, ValidationRun run) {
      return !schema.admits(container, run);
    }

    @Override
    public String keyword() {
      return "not";
    }
  }

  /** The keywords {@code if}, {@code then} and {@code else}; null where one is not there. */
  record Conditional(
      SchemaProgram condition, @Nullable SchemaProgram then, @Nullable SchemaProgram otherwise)
      implements ApplicatorKeyword {

    @Override
    public List<SchemaProgram> within() {
      return Stream.of(condition, then, otherwise).filter(Objects::nonNull).toList();
    }

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      SchemaProgram next = condition.plan(kind).admits(value, kind, run) ? then : otherwise;
      return next == null || next.plan(kind).admits(value, kind, run);
    }

    @Override
    public boolean admits(JsonNode container, ValidationRun run) {
      SchemaProgram next = condition.admits(container, run) ? then : otherwise;
      return next == null || next.admits(container, run);
    }

    @Override
    public void evaluate(JsonNode container, Evaluation into) {
      SchemaProgram next = into.isAdmitted(condition) ? then : otherwise;
      into.addIfAdmitted(condition);
      if (next != null) {
        into.add(next);
      }
    }

    @Override
    public List<SchemaProgram> reasons(JsonNode refused, ValidationRun run) {
      SchemaProgram next = condition.admits(refused, run) ? then : otherwise;
      return next == null ? List.of() : List.of(next);
    }

    @Override
    public String keyword() {
      return "if";
    }
  }

  /**
   * A schema for objects that have a property.
   *
   * @param keyword {@code dependentSchemas} or {@code dependencies}
   */
  record DependentSchema(String keyword, String property, SchemaProgram schema)
      implements ApplicatorKeyword {

    @Override
    public List<SchemaProgram> within() {
      return List.of(schema);
    }

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) {
      return true;
    }

    @Override
    public boolean admits(JsonNode container, ValidationRun run) {
      return !container.has(property) || schema.admits(container, run);
    }

    @Override
    public void evaluate(JsonNode container, Evaluation into) {
      if (container.has(property)) {
        into.add(schema);
      }
    }

    @Override
    public List<SchemaProgram> reasons(JsonNode refused, ValidationRun run) {
      return List.of(schema);
    }
  }

  /**
   * Properties wanted beside another one.
   *
   * @param keyword {@code dependentRequired} or {@code dependencies}
   */
  record DependentNames(String keyword, String property, List<String> names)
      implements ApplicatorKeyword {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) {
      return true;
    }

    @Override
    public boolean admits(JsonNode container, ValidationRun run) {
      run.spend(names.size());
      return !container.has(property) || names.stream().allMatch(container::has);
    }
  }

  /**
   * The keywords {@code unevaluatedProperties} and {@code unevaluatedItems}.
   *
   * @param around the keywords beside it
   * @param rest the schema of what they do not look at
   */
  record Unevaluated(SchemaProgram around, SchemaProgram rest) implements ApplicatorKeyword {

    @Override
    public List<SchemaProgram> within() {
      return List.of(around, rest);
    }

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) {
      return true;
    }

    @Override
    public boolean admits(JsonNode container, ValidationRun run) {
      Evaluation evaluation = new Evaluation(container, run);
      evaluation.addIfAdmitted(around);
      return evaluation.admitsRest(rest);
    }

    @Override
    public void evaluate(JsonNode container, Evaluation into) {
      into.addAll();
    }

    @Override
    public String keyword() {
      return "unevaluatedProperties";
    }

    @Override
    public String keyword(JsonNode refused) {
      return refused.isArray() ? "unevaluatedItems" : "unevaluatedProperties";
    }
  }

  /** The containers among the values of {@code enum} or {@code const}. */
  record Containers(CanonicalTexts values) implements ApplicatorKeyword {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) {
      return false;
    }

    @Override
    public boolean admits(JsonNode container, ValidationRun run) {
      return values.contains(container, run);
    }

    @Override
    public String keyword() {
      return "enum";
    }
  }
}
