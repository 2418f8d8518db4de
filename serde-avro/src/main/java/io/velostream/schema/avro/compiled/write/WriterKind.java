// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the most frequent writer classes. Code that all record types share switches on the
 * number and calls a final method, which avoids a megamorphic call.
 */
final class WriterKind {

  /** Any other class. */
  static final int GENERIC = 0;

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

  private WriterKind() {}

  /** The kind of a writer. */
  static int of(ValueWriter writer) {
    if (writer instanceof StringWriters.StringWriter) {
      return STRING;
    }
    if (writer instanceof EnumWriter) {
      return ENUM;
    }
    if (writer instanceof UnionWriter) {
      return UNION;
    }
    if (writer instanceof RecordWriter) {
      return RECORD;
    }
    if (writer instanceof ArrayWriter) {
      return ARRAY;
    }
    return writer instanceof MapWriter ? MAP : primitive(writer);
  }

  /** The kind of a primitive type or of strings. */
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
    return type == boolean.class ? BOOLEAN : type == float.class ? FLOAT : GENERIC;
  }

  private static int primitive(ValueWriter writer) {
    if (writer instanceof PrimitiveWriters.LongWriter) {
      return LONG;
    }
    if (writer instanceof PrimitiveWriters.DoubleWriter) {
      return DOUBLE;
    }
    if (writer instanceof PrimitiveWriters.IntWriter) {
      return INT;
    }
    if (writer instanceof PrimitiveWriters.FloatWriter) {
      return FLOAT;
    }
    return writer instanceof PrimitiveWriters.BooleanWriter ? BOOLEAN : GENERIC;
  }

  /**
   * Writes a value if it has the usual class of a kind, preceded by its branch in a union with
   * null. Returns whether it was written.
   *
   * @param nullBranch the index of the null branch; negative if it is not a union
   */
  static boolean writeSimple(int kind, int nullBranch, @Nullable Object value, BinaryWriter out) {
    switch (kind) {
      case STRING -> {
        return writeText(nullBranch, value, out);
      }
      case LONG -> {
        if (value instanceof Long number) {
          out.writeNonNullBranch(nullBranch);
          out.writeLong(number);
          return true;
        }
      }
      case DOUBLE -> {
        if (value instanceof Double number) {
          out.writeNonNullBranch(nullBranch);
          out.writeDouble(number);
          return true;
        }
      }
      case INT -> {
        if (value instanceof Integer number) {
          out.writeNonNullBranch(nullBranch);
          out.writeInt(number);
          return true;
        }
      }
      case BOOLEAN -> {
        if (value instanceof Boolean truth) {
          out.writeNonNullBranch(nullBranch);
          out.writeBoolean(truth);
          return true;
        }
      }
      case FLOAT -> {
        if (value instanceof Float number) {
          out.writeNonNullBranch(nullBranch);
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
      out.writeNonNullBranch(nullBranch);
      out.writeString(text);
      return true;
    }
    if (value instanceof Utf8 text) {
      out.writeNonNullBranch(nullBranch);
      out.writeUtf8(text);
      return true;
    }
    return false;
  }

  /** Writes a value. The kind is the result of {@link #of} for the writer. */
  static void write(int kind, ValueWriter writer, @Nullable Object value, BinaryWriter out) {
    switch (kind) {
      case STRING -> StringWriters.writeText(value, out);
      case LONG -> PrimitiveWriters.writeLong(value, out);
      case DOUBLE -> PrimitiveWriters.writeDouble(value, out);
      case INT -> PrimitiveWriters.writeInt(value, out);
      case BOOLEAN -> PrimitiveWriters.writeBoolean(value, out);
      case FLOAT -> PrimitiveWriters.writeFloat(value, out);
      case RECORD -> ((RecordWriter) writer).write(value, out);
      case ARRAY -> ((ArrayWriter) writer).write(value, out);
      case UNION -> ((UnionWriter) writer).write(value, out);
      case ENUM -> ((EnumWriter) writer).write(value, out);
      case MAP -> ((MapWriter) writer).write(value, out);
      default -> writer.write(value, out);
    }
  }
}
