// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects of one class, or generic records of one schema. Public only because generated
 * classes, which are nestmates of the objects' class, extend it and call its static methods by
 * name.
 */
public abstract class ObjectReader {

  /** For generated classes. */
  public ObjectReader() {}

  /** Reads one object. */
  public abstract Object read(BinaryReader in);

  /** Reads a value with a reader. */
  public static @Nullable Object readValue(ValueReader reader, BinaryReader in) {
    return reader.read(in);
  }

  /** Reads text of any class as a string. */
  public static @Nullable String readText(ValueReader reader, BinaryReader in) {
    Object text = reader.read(in);
    return text == null ? null : text.toString();
  }

  /** Skips a value for which the objects have no field. */
  public static void skipValue(ValueReader reader, BinaryReader in) {
    reader.skip(in);
  }

  /** Reads a union of null and another type. */
  public static @Nullable Object readOptionalValue(
      int nullBranch, ValueReader reader, BinaryReader in) {
    return in.readIsNull(nullBranch) ? null : reader.read(in);
  }

  /** Reads a union of null and a string. */
  public static @Nullable String readOptionalString(int nullBranch, BinaryReader in) {
    return in.readIsNull(nullBranch) ? null : in.readString();
  }

  /** Reads a union of null and a string as {@link Utf8}. */
  public static @Nullable Utf8 readOptionalUtf8(int nullBranch, BinaryReader in) {
    return in.readIsNull(nullBranch) ? null : in.readUtf8();
  }

  /** Reads a union of null and an int. */
  public static @Nullable Integer readOptionalInt(int nullBranch, BinaryReader in) {
    return in.readIsNull(nullBranch) ? null : Integer.valueOf(in.readInt());
  }

  /** Reads a union of null and a long. */
  public static @Nullable Long readOptionalLong(int nullBranch, BinaryReader in) {
    return in.readIsNull(nullBranch) ? null : Long.valueOf(in.readLong());
  }

  /** Reads a union of null and a double. */
  public static @Nullable Double readOptionalDouble(int nullBranch, BinaryReader in) {
    return in.readIsNull(nullBranch) ? null : Double.valueOf(in.readDouble());
  }

  /** Reads a union of null and a boolean. */
  public static @Nullable Boolean readOptionalBoolean(int nullBranch, BinaryReader in) {
    return in.readIsNull(nullBranch) ? null : Boolean.valueOf(in.readBoolean());
  }
}
