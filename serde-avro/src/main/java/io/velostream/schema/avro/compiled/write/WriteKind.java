// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers for the steps that are met most, so that code which all record types share branches
 * on a number and calls a known method, in place of a megamorphic call of a step.
 */
final class WriteKind {

  /** None of those that are met most. */
  static final int OTHER = 0;

  private static final int STRING = 1;
  private static final int LONG = 2;
  private static final int DOUBLE = 3;
  private static final int INT = 4;
  private static final int BOOLEAN = 5;
  private static final int FLOAT = 6;
  private static final int RECORD = 7;
  private static final int ARRAY = 8;
  private static final int UNION = 9;
  private static final int ENUM = 10;
  private static final int MAP = 11;

  private WriteKind() {}

  /** The number for a step. */
  static int of(WriteStep step) {
    if (step instanceof StringWriters.StringWrite) {
      return STRING;
    }
    if (step instanceof EnumWrite) {
      return ENUM;
    }
    if (step instanceof UnionWrite) {
      return UNION;
    }
    if (step instanceof RecordWrite) {
      return RECORD;
    }
    if (step instanceof ArrayWrite) {
      return ARRAY;
    }
    return step instanceof MapWrite ? MAP : number(step);
  }

  /** The number for the values of a primitive type, or strings. */
  static int ofClass(Class<?> type) {
    if (type == String.class) {
      return STRING;
    }
    if (type == long.class) {
      return LONG;
    }
    if (type == double.class) {
      return DOUBLE;
    }
    if (type == int.class) {
      return INT;
    }
    return type == boolean.class ? BOOLEAN : type == float.class ? FLOAT : OTHER;
  }

  private static int number(WriteStep step) {
    if (step instanceof PrimitiveWriters.LongWrite) {
      return LONG;
    }
    if (step instanceof PrimitiveWriters.DoubleWrite) {
      return DOUBLE;
    }
    if (step instanceof PrimitiveWriters.IntWrite) {
      return INT;
    }
    if (step instanceof PrimitiveWriters.FloatWrite) {
      return FLOAT;
    }
    return step instanceof PrimitiveWriters.BooleanWrite ? BOOLEAN : OTHER;
  }

  /**
   * Writes a value of the usual class for a kind, after its branch in a union with null; whether it
   * was of that class, and is written.
   *
   * @param nullBranch the branch of null in a union of two; negative for no union
   */
  static boolean writeSimple(int kind, int nullBranch, @Nullable Object value, BinaryWriter out) {
    switch (kind) {
      case STRING -> {
        return writeText(nullBranch, value, out);
      }
      case LONG -> {
        if (value instanceof Long number) {
          out.writeOther(nullBranch);
          out.writeLong(number);
          return true;
        }
      }
      case DOUBLE -> {
        if (value instanceof Double number) {
          out.writeOther(nullBranch);
          out.writeDouble(number);
          return true;
        }
      }
      case INT -> {
        if (value instanceof Integer number) {
          out.writeOther(nullBranch);
          out.writeInt(number);
          return true;
        }
      }
      case BOOLEAN -> {
        if (value instanceof Boolean truth) {
          out.writeOther(nullBranch);
          out.writeBoolean(truth);
          return true;
        }
      }
      case FLOAT -> {
        if (value instanceof Float number) {
          out.writeOther(nullBranch);
          out.writeFloat(number);
          return true;
        }
      }
      default -> {}
    }
    return false;
  }

  private static boolean writeText(int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value instanceof String text) {
      out.writeOther(nullBranch);
      out.writeString(text);
      return true;
    }
    if (value instanceof Utf8 text) {
      out.writeOther(nullBranch);
      out.writeUtf8(text);
      return true;
    }
    return false;
  }

  /** Writes a value by a step of which {@link #of} gave the number. */
  static void write(int kind, WriteStep step, @Nullable Object value, BinaryWriter out) {
    switch (kind) {
      case STRING -> StringWriters.text(value, out);
      case LONG -> PrimitiveWriters.writeLong(value, out);
      case DOUBLE -> PrimitiveWriters.writeDouble(value, out);
      case INT -> PrimitiveWriters.writeInt(value, out);
      case BOOLEAN -> PrimitiveWriters.writeBoolean(value, out);
      case FLOAT -> PrimitiveWriters.writeFloat(value, out);
      case RECORD -> ((RecordWrite) step).write(value, out);
      case ARRAY -> ((ArrayWrite) step).write(value, out);
      case UNION -> ((UnionWrite) step).write(value, out);
      case ENUM -> ((EnumWrite) step).write(value, out);
      case MAP -> ((MapWrite) step).write(value, out);
      default -> step.write(value, out);
    }
  }
}
