// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The primitive fields of a record schema: a number, a boolean or a string, or a union of null and
 * one of these. They are written without a {@link ValueWriter}. Computed once for all classes of
 * the record.
 */
final class PrimitiveFields {

  private final List<Schema.Field> fields;

  /**
   * The {@link WriterKind} of each field; {@link WriterKind#GENERIC} for fields that are not
   * primitive.
   */
  private final int[] kinds;

  private final int[] nullBranches;

  PrimitiveFields(Schema record) {
    this.fields = record.getFields();
    int count = fields.size();
    this.kinds = new int[count];
    this.nullBranches = new int[count];
    for (int i = 0; i < count; i++) {
      Schema schema = fields.get(i).schema();
      int nullBranch = nullBranch(schema);
      nullBranches[i] = nullBranch;
      Class<?> type =
          primitiveType(nullBranch < 0 ? schema : schema.getTypes().get(1 - nullBranch));
      kinds[i] = type == null ? WriterKind.GENERIC : WriterKind.ofClass(type);
    }
  }

  int count() {
    return kinds.length;
  }

  Schema schema(int field) {
    return fields.get(field).schema();
  }

  boolean isPrimitive(int field) {
    return kinds[field] != WriterKind.GENERIC;
  }

  /** Read-only. */
  int[] kinds() {
    return kinds;
  }

  /**
   * The index of the null branch in a union of null and one other type, else negative. Read-only.
   */
  int[] nullBranches() {
    return nullBranches;
  }

  /** The class of a primitive field that is not a union; null for other fields. */
  @Nullable Class<?> nonUnionType(int field) {
    return primitiveType(schema(field));
  }

  /** The class of a primitive field, or of its branch that is not null; null for other fields. */
  @Nullable Class<?> type(int field) {
    int nullBranch = nullBranches[field];
    return primitiveType(
        nullBranch < 0 ? schema(field) : schema(field).getTypes().get(1 - nullBranch));
  }

  private static int nullBranch(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return -1;
    }
    List<Schema> branches = schema.getTypes();
    if (branches.size() != 2) {
      return -1;
    }
    boolean isFirst = branches.get(0).getType() == Schema.Type.NULL;
    boolean isSecond = branches.get(1).getType() == Schema.Type.NULL;
    return isFirst == isSecond ? -1 : isFirst ? 0 : 1;
  }

  private static @Nullable Class<?> primitiveType(Schema schema) {
    if (schema.getLogicalType() != null) {
      return null;
    }
    return switch (schema.getType()) {
      case INT -> int.class;
      case LONG -> long.class;
      case DOUBLE -> double.class;
      case BOOLEAN -> boolean.class;
      case STRING -> String.class;
      case FLOAT -> float.class;
      default -> null;
    };
  }
}
