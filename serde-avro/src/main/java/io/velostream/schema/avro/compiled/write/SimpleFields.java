// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a record type hold a number, a boolean or a string, or null and one of these, so
 * that they are written without a step. Found out once for all classes of the type.
 */
final class SimpleFields {

  private final List<Schema.Field> fields;

  /** The {@link WriteKind} of each field; {@link WriteKind#OTHER} for those that are not simple. */
  private final int[] kinds;

  private final int[] nullBranches;

  SimpleFields(Schema record) {
    this.fields = record.getFields();
    int count = fields.size();
    this.kinds = new int[count];
    this.nullBranches = new int[count];
    for (int i = 0; i < count; i++) {
      Schema schema = fields.get(i).schema();
      int nullBranch = nullBranch(schema);
      nullBranches[i] = nullBranch;
      Class<?> type = simple(nullBranch < 0 ? schema : schema.getTypes().get(1 - nullBranch));
      kinds[i] = type == null ? WriteKind.OTHER : WriteKind.ofClass(type);
    }
  }

  int count() {
    return kinds.length;
  }

  Schema schema(int field) {
    return fields.get(field).schema();
  }

  boolean isSimple(int field) {
    return kinds[field] != WriteKind.OTHER;
  }

  /** Not to be changed. */
  int[] kinds() {
    return kinds;
  }

  /** The branch of null in a union with one other, else negative; not to be changed. */
  int[] nullBranches() {
    return nullBranches;
  }

  /** The class of a simple field that is no union; null for any other. */
  @Nullable Class<?> typeOutsideUnion(int field) {
    return simple(schema(field));
  }

  /** The class of what a simple field holds, or holds beside null; null for any other. */
  @Nullable Class<?> type(int field) {
    int nullBranch = nullBranches[field];
    return simple(nullBranch < 0 ? schema(field) : schema(field).getTypes().get(1 - nullBranch));
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

  private static @Nullable Class<?> simple(Schema schema) {
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
