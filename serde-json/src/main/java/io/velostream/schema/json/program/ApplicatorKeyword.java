// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.CanonicalValues;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A keyword that applies other schemas to the same value and combines their results. Containers
 * must be available as a tree.
 */
public sealed interface ApplicatorKeyword extends ScalarRule {

  /** Whether an object or array is valid. */
  boolean admits(JsonNode container, ValidationRun run);

  /** The branches, of which at least one must accept the value; empty for other keywords. */
  default List<SchemaProgram> branches() {
    return List.of();
  }

  /** All subschemas. */
  default List<SchemaProgram> subprograms() {
    return branches();
  }

  /** The subschemas whose errors explain why a value is invalid. */
  default List<SchemaProgram> explainingBranches(JsonNode rejected, ValidationRun run) {
    return branches();
  }

  /** The keyword that rejects a container, if this combines several keywords. */
  default String keyword(JsonNode rejected) {
    return keyword();
  }

  /** The properties without which an invalid object may be valid; empty if this is not known. */
  default List<String> refusedNames(JsonNode rejected, ValidationRun run) {
    return List.of();
  }

  /** Adds the properties or items that its subschemas evaluate in a valid container. */
  default void evaluate(JsonNode container, Evaluation into) {}

  /** The keyword {@code anyOf}. */
  record AnyOf(List<SchemaProgram> schemas) implements ApplicatorKeyword {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      for (SchemaProgram schema : schemas) {
        if (schema.rules(kind).admits(value, kind, run)) {
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
        count += schema.rules(kind).admits(value, kind, run) ? 1 : 0;
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
    public List<SchemaProgram> subprograms() {
      return List.of(schema);
    }

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      return !schema.rules(kind).admits(value, kind, run);
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

  /** The keywords {@code if}, {@code then} and {@code else}; null for an absent keyword. */
  record Conditional(
      SchemaProgram condition, @Nullable SchemaProgram then, @Nullable SchemaProgram otherwise)
      implements ApplicatorKeyword {

    @Override
    public List<SchemaProgram> subprograms() {
      return Stream.of(condition, then, otherwise).filter(Objects::nonNull).toList();
    }

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      SchemaProgram next = condition.rules(kind).admits(value, kind, run) ? then : otherwise;
      return next == null || next.rules(kind).admits(value, kind, run);
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
    public List<SchemaProgram> explainingBranches(JsonNode rejected, ValidationRun run) {
      SchemaProgram next = condition.admits(rejected, run) ? then : otherwise;
      return next == null ? List.of() : List.of(next);
    }

    @Override
    public String keyword() {
      return "if";
    }
  }

  /**
   * A schema that applies to objects with a property.
   *
   * @param keyword {@code dependentSchemas} or {@code dependencies}
   */
  record DependentSchema(String keyword, String property, SchemaProgram schema)
      implements ApplicatorKeyword {

    @Override
    public List<SchemaProgram> subprograms() {
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
    public List<SchemaProgram> explainingBranches(JsonNode rejected, ValidationRun run) {
      return List.of(schema);
    }
  }

  /**
   * Properties that are required if another property is present.
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
   * @param around the sibling keywords
   * @param rest the schema of what the siblings do not evaluate
   */
  record Unevaluated(SchemaProgram around, SchemaProgram rest) implements ApplicatorKeyword {

    @Override
    public List<SchemaProgram> subprograms() {
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
    public List<String> refusedNames(JsonNode rejected, ValidationRun run) {
      if (!around.admits(rejected, run)) {
        return List.of();
      }
      Evaluation evaluation = new Evaluation(rejected, run);
      evaluation.add(around);
      return evaluation.refusedNames(rest);
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
    public String keyword(JsonNode rejected) {
      return rejected.isArray() ? "unevaluatedItems" : "unevaluatedProperties";
    }
  }

  /** The objects and arrays among the values of {@code enum} or {@code const}. */
  record EnumContainers(CanonicalValues values) implements ApplicatorKeyword {

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
