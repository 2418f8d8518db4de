// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of records one after the other. What is simple and frequent is done here,
 * because a call to a step costs as much as writing a number does.
 */
public final class FieldWrites {

  private static final int OTHER = 0;
  private static final int INT = 1;
  private static final int LONG = 2;
  private static final int DOUBLE = 3;
  private static final int BOOLEAN = 4;
  private static final int STRING = 5;
  private static final int FLOAT = 6;

  /** Added for a union with null: the branch of null is the first, or the second. */
  private static final int NULL_FIRST = 8;

  private static final int NULL_SECOND = 16;
  private static final int SIMPLE = 7;

  private final int[] kinds;
  private final WriteStep[] steps;

  FieldWrites(Schema schema, List<WriteStep> steps) {
    this.steps = steps.toArray(WriteStep[]::new);
    this.kinds = new int[this.steps.length];
    for (Schema.Field field : schema.getFields()) {
      kinds[field.pos()] = kind(field.schema());
    }
  }

  /** The output's method that alone writes a Java field of this type; null when there is none. */
  @Nullable String directly(int field, Class<?> type) {
    return switch (kinds[field]) {
      case INT -> type == int.class ? "writeInt" : null;
      case LONG -> type == long.class ? "writeLong" : null;
      case DOUBLE -> type == double.class ? "writeDouble" : null;
      case FLOAT -> type == float.class ? "writeFloat" : null;
      case BOOLEAN -> type == boolean.class ? "writeBoolean" : null;
      case STRING -> type == String.class ? "writeString" : null;
      default -> null;
    };
  }

  private static int kind(Schema schema) {
    if (schema.getType() != Schema.Type.UNION || schema.getTypes().size() != 2) {
      return simple(schema);
    }
    boolean nullFirst = schema.getTypes().get(0).getType() == Schema.Type.NULL;
    boolean nullSecond = schema.getTypes().get(1).getType() == Schema.Type.NULL;
    int other = simple(schema.getTypes().get(nullFirst ? 1 : 0));
    if (other == OTHER || nullFirst == nullSecond) {
      return OTHER;
    }
    return other + (nullFirst ? NULL_FIRST : NULL_SECOND);
  }

  private static int simple(Schema schema) {
    if (schema.getLogicalType() != null) {
      return OTHER;
    }
    return switch (schema.getType()) {
      case INT -> INT;
      case LONG -> LONG;
      case DOUBLE -> DOUBLE;
      case BOOLEAN -> BOOLEAN;
      case STRING -> STRING;
      case FLOAT -> FLOAT;
      default -> OTHER;
    };
  }

  int count() {
    return steps.length;
  }

  /** What {@link #write(int, int, Object, Output)} has to know of a field. */
  int kind(int field) {
    return kinds[field];
  }

  void write(IndexedRecord record, Output out) {
    for (int i = 0; i < steps.length; i++) {
      write(i, kinds[i], record.get(i), out);
    }
  }

  void write(int field, int kind, @Nullable Object value, Output out) {
    if (kind <= SIMPLE) {
      if (kind == OTHER || !simple(kind, value, -1, out)) {
        steps[field].write(value, out);
      }
      return;
    }
    int nullBranch = kind >= NULL_SECOND ? 1 : 0;
    if (value == null) {
      out.writeBranch(nullBranch);
    } else if (!simple(kind & SIMPLE, value, 1 - nullBranch, out)) {
      steps[field].write(value, out);
    }
  }

  /** Writes a value of the class that goes with the kind, its branch first; not any other. */
  private static boolean simple(int kind, @Nullable Object value, int branch, Output out) {
    return switch (kind) {
      case STRING -> text(value, branch, out);
      case INT -> {
        if (!(value instanceof Integer number)) {
          yield false;
        }
        out.writeBranch(branch);
        out.writeInt(number);
        yield true;
      }
      case LONG -> {
        if (!(value instanceof Long number)) {
          yield false;
        }
        out.writeBranch(branch);
        out.writeLong(number);
        yield true;
      }
      case FLOAT -> {
        if (!(value instanceof Float number)) {
          yield false;
        }
        out.writeBranch(branch);
        out.writeFloat(number);
        yield true;
      }
      case DOUBLE -> {
        if (!(value instanceof Double number)) {
          yield false;
        }
        out.writeBranch(branch);
        out.writeDouble(number);
        yield true;
      }
      default -> {
        if (!(value instanceof Boolean truth)) {
          yield false;
        }
        out.writeBranch(branch);
        out.writeBoolean(truth);
        yield true;
      }
    };
  }

  private static boolean text(@Nullable Object value, int branch, Output out) {
    if (value instanceof String text) {
      out.writeBranch(branch);
      out.writeString(text);
      return true;
    }
    if (value instanceof Utf8 text) {
      out.writeBranch(branch);
      out.writeUtf8(text);
      return true;
    }
    return false;
  }
}
