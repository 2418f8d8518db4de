// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the most frequent reader classes. Code that all record types share switches on the
 * number and calls a final method, which avoids a megamorphic call.
 *
 * <p>The lower bits are the number of the reader class. For a union of null and one other type, the
 * upper bits are the index of the null branch plus one; otherwise they are zero.
 */
final class ReaderKind {

  /** The number of bits in a kind. */
  static final int BITS = 6;

  private static final int CLASS_BITS = 4;
  private static final int CLASS_MASK = (1 << CLASS_BITS) - 1;

  private static final int GENERIC = 0;
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

  private ReaderKind() {}

  /** The kind of a reader. */
  static int of(ValueReader reader) {
    if (reader instanceof UnionReader union && union.nullBranchIndex() >= 0) {
      int nullBranch = union.nullBranchIndex();
      return ofClass(union.branch(1 - nullBranch)) | (nullBranch + 1) << CLASS_BITS;
    }
    return ofClass(reader);
  }

  /** The reader to pass with the kind: for a union with null, the reader of the other branch. */
  static ValueReader readerOf(ValueReader reader) {
    return reader instanceof UnionReader union && union.nullBranchIndex() >= 0
        ? union.branch(1 - union.nullBranchIndex())
        : reader;
  }

  private static int ofClass(ValueReader reader) {
    if (reader instanceof StringReaders.StringReader) {
      return STRING;
    }
    if (reader instanceof StringReaders.Utf8Reader) {
      return UTF8;
    }
    if (reader instanceof StringReaders.EnumReader) {
      return ENUM;
    }
    if (reader instanceof RecordReader) {
      return RECORD;
    }
    if (reader instanceof ArrayReader) {
      return ARRAY;
    }
    return reader instanceof MapReader ? MAP : primitive(reader);
  }

  private static int primitive(ValueReader reader) {
    if (reader instanceof PrimitiveReaders.LongReader) {
      return LONG;
    }
    if (reader instanceof PrimitiveReaders.DoubleReader) {
      return DOUBLE;
    }
    if (reader instanceof PrimitiveReaders.IntReader) {
      return INT;
    }
    if (reader instanceof PrimitiveReaders.FloatReader) {
      return FLOAT;
    }
    return reader instanceof PrimitiveReaders.BooleanReader ? BOOLEAN : GENERIC;
  }

  /** Reads a value. Kind and reader are the results of {@link #of} and {@link #readerOf}. */
  static @Nullable Object read(int kind, ValueReader reader, BinaryReader in) {
    int nullBranch = (kind >>> CLASS_BITS) - 1;
    if (nullBranch >= 0 && in.readIsNull(nullBranch)) {
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
      case RECORD -> ((RecordReader) reader).read(in);
      case ARRAY -> ((ArrayReader) reader).read(in);
      case ENUM -> ((StringReaders.EnumReader) reader).read(in);
      case MAP -> ((MapReader) reader).read(in);
      default -> reader.read(in);
    };
  }
}
