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
 * Writes a value as one branch of a union. Avro selects the branch by the class of the value, or by
 * the schema of a generic value. Selections are cached.
 */
final class UnionWriter extends ValueWriter {

  private static final int MAX_CHOICES = 16;

  /**
   * A cached selection, linked to earlier ones. The schema is part of the key if objects of the
   * class have different schemas. Immutable.
   */
  private record BranchChoice(
      Class<?> type,
      @Nullable Schema schema,
      int branch,
      int count,
      @Nullable BranchChoice previous) {}

  private final Schema union;
  private final GenericData model;
  private final ValueWriter[] branches;
  private final int[] kinds;
  private final int nullBranch;

  /** Benign data race: a thread that sees an older entry asks Avro again. */
  private @Nullable BranchChoice lastChoice;

  UnionWriter(Schema union, GenericData model, List<ValueWriter> branches) {
    this.union = union;
    this.model = model;
    this.branches = branches.toArray(ValueWriter[]::new);
    this.kinds = branches.stream().mapToInt(WriterKind::of).toArray();
    this.nullBranch =
        union.getTypes().stream().map(Schema::getType).toList().indexOf(Schema.Type.NULL);
  }

  @Override
  public void write(@Nullable Object value, BinaryWriter out) {
    if (value == null) {
      if (nullBranch < 0) {
        throw FallbackToAvro.create();
      }
      out.writeInt(nullBranch);
      return;
    }
    int branch = branch(value);
    out.writeInt(branch);
    WriterKind.write(kinds[branch], branches[branch], value, out);
  }

  /** Schemas are compared by identity. An equal schema object is a further entry. */
  @SuppressWarnings("ReferenceEquality")
  private int branch(Object value) {
    Class<?> type = value.getClass();
    for (BranchChoice choice = lastChoice; choice != null; choice = choice.previous) {
      if (choice.type == type && (choice.schema == null || choice.schema == schemaOf(value))) {
        return choice.branch;
      }
    }
    return resolveBranch(value);
  }

  private static Schema schemaOf(Object value) {
    return ((GenericContainer) value).getSchema();
  }

  private int resolveBranch(Object value) {
    int branch = model.resolveUnion(union, value);
    BranchChoice known = lastChoice;
    int count = known == null ? 1 : known.count + 1;
    if (count <= MAX_CHOICES && !(value instanceof Map)) {
      boolean isOfOneSchema =
          !(value instanceof GenericContainer)
              || (value instanceof SpecificRecordBase && holdsSchema(value.getClass()));
      Schema schema = isOfOneSchema ? null : schemaOf(value);
      lastChoice = new BranchChoice(value.getClass(), schema, branch, count, known);
    }
    return branch;
  }

  /**
   * Whether a class has the static schema of generated classes. Objects of other classes may have
   * different schemas.
   */
  private static boolean holdsSchema(Class<?> type) {
    try {
      return type.getField("SCHEMA$").getType() == Schema.class;
    } catch (NoSuchFieldException e) {
      return false;
    }
  }
}
