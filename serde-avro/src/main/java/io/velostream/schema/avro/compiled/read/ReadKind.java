// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers for the steps that are met most, so that code which all record types share branches
 * on a number and calls a known method, in place of a megamorphic call of a step.
 *
 * <p>A number is that of a step's class in its lower bits. In the bits above stands one more than
 * the branch of null where the step is a union of null and one other, else zero.
 */
final class ReadKind {

  /** The bits of a number. */
  static final int BITS = 6;

  private static final int CLASS_BITS = 4;
  private static final int CLASS_MASK = (1 << CLASS_BITS) - 1;

  private static final int OTHER = 0;
  private static final int STRING = 1;
  private static final int UTF8 = 2;
  private static final int LONG = 3;
  private static final int DOUBLE = 4;
  private static final int INT = 5;
  private static final int BOOLEAN = 6;
  private static final int FLOAT = 7;
  private static final int RECORD = 8;
  private static final int ARRAY = 9;
  private static final int ENUM = 10;
  private static final int MAP = 11;

  private ReadKind() {}

  /** The number for a step. */
  static int of(ReadStep step) {
    if (step instanceof UnionRead union && union.nullOfTwo() >= 0) {
      int nullBranch = union.nullOfTwo();
      return ofClass(union.branch(1 - nullBranch)) | (nullBranch + 1) << CLASS_BITS;
    }
    return ofClass(step);
  }

  /** The step to be given with the number: what is beside null in a union of two. */
  static ReadStep stepOf(ReadStep step) {
    return step instanceof UnionRead union && union.nullOfTwo() >= 0
        ? union.branch(1 - union.nullOfTwo())
        : step;
  }

  private static int ofClass(ReadStep step) {
    if (step instanceof StringReaders.StringRead) {
      return STRING;
    }
    if (step instanceof StringReaders.Utf8Read) {
      return UTF8;
    }
    if (step instanceof StringReaders.EnumRead) {
      return ENUM;
    }
    if (step instanceof RecordRead) {
      return RECORD;
    }
    if (step instanceof ArrayRead) {
      return ARRAY;
    }
    return step instanceof MapRead ? MAP : number(step);
  }

  private static int number(ReadStep step) {
    if (step instanceof PrimitiveReaders.LongRead) {
      return LONG;
    }
    if (step instanceof PrimitiveReaders.DoubleRead) {
      return DOUBLE;
    }
    if (step instanceof PrimitiveReaders.IntRead) {
      return INT;
    }
    if (step instanceof PrimitiveReaders.FloatRead) {
      return FLOAT;
    }
    return step instanceof PrimitiveReaders.BooleanRead ? BOOLEAN : OTHER;
  }

  /** Reads a value by a step of which {@link #of} and {@link #stepOf} gave these. */
  static @Nullable Object read(int kind, ReadStep step, BinaryReader in) {
    int nullBranch = (kind >>> CLASS_BITS) - 1;
    if (nullBranch >= 0 && in.isNull(nullBranch)) {
      return null;
    }
    return switch (kind & CLASS_MASK) {
      case STRING -> in.readString();
      case UTF8 -> in.readUtf8();
      case LONG -> in.readLong();
      case DOUBLE -> in.readDouble();
      case INT -> in.readInt();
      case BOOLEAN -> in.readBoolean();
      case FLOAT -> in.readFloat();
      case RECORD -> ((RecordRead) step).read(in);
      case ARRAY -> ((ArrayRead) step).read(in);
      case ENUM -> ((StringReaders.EnumRead) step).read(in);
      case MAP -> ((MapRead) step).read(in);
      default -> step.read(in);
    };
  }
}
