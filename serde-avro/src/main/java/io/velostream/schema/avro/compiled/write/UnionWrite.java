// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value as one branch of a union: the one that Avro chooses for values of its class, or,
 * for generic values, of its schema. What was chosen is remembered.
 */
final class UnionWrite extends WriteStep {

  private static final int MOST_REMEMBERED = 16;

  /**
   * A choice, and the ones before it; the schema decides too where a class has values of many
   * schemas. Never changed, so safe to publish.
   */
  private record Choice(
      Class<?> type, @Nullable Schema schema, int branch, int number, @Nullable Choice earlier) {}

  private final Schema union;
  private final GenericData model;
  private final WriteStep[] branches;
  private final int[] kinds;
  private final int nullBranch;

  /** Not volatile: a thread that sees an older one asks Avro once more. */
  private @Nullable Choice latest;

  UnionWrite(Schema union, GenericData model, List<WriteStep> branches) {
    this.union = union;
    this.model = model;
    this.branches = branches.toArray(WriteStep[]::new);
    this.kinds = branches.stream().mapToInt(WriteKind::of).toArray();
    this.nullBranch =
        union.getTypes().stream().map(Schema::getType).toList().indexOf(Schema.Type.NULL);
  }

  @Override
  public void write(@Nullable Object value, BinaryWriter out) {
    if (value == null) {
      if (nullBranch < 0) {
        throw FallbackToAvro.here();
      }
      out.writeInt(nullBranch);
      return;
    }
    int branch = branch(value);
    out.writeInt(branch);
    WriteKind.write(kinds[branch], branches[branch], value, out);
  }

  /** Schemas are compared by identity: another object that is equal is one more choice. */
  @SuppressWarnings("ReferenceEquality")
  private int branch(Object value) {
    Class<?> type = value.getClass();
    for (Choice choice = latest; choice != null; choice = choice.earlier) {
      if (choice.type == type && (choice.schema == null || choice.schema == schemaOf(value))) {
        return choice.branch;
      }
    }
    return chosen(value);
  }

  private static Schema schemaOf(Object value) {
    return ((GenericContainer) value).getSchema();
  }

  private int chosen(Object value) {
    int branch = model.resolveUnion(union, value);
    Choice known = latest;
    int number = known == null ? 1 : known.number + 1;
    if (number <= MOST_REMEMBERED && !(value instanceof Map)) {
      boolean isOfOneSchema =
          !(value instanceof GenericContainer)
              || (value instanceof SpecificRecordBase && holdsSchema(value.getClass()));
      Schema schema = isOfOneSchema ? null : schemaOf(value);
      latest = new Choice(value.getClass(), schema, branch, number, known);
    }
    return branch;
  }

  /** Whether a class has a schema where generated ones do; others may have one for each object. */
  private static boolean holdsSchema(Class<?> type) {
    try {
      return type.getField("SCHEMA$").getType() == Schema.class;
    } catch (NoSuchFieldException e) {
      return false;
    }
  }
}
