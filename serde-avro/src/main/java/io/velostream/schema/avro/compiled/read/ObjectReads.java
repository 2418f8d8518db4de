// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects of one class, or generic records of one schema. Extended by classes made at run
 * time, which stand beside the objects' class, and for which alone this is public.
 */
public abstract class ObjectReads {

  /** For classes made at run time. */
  public ObjectReads() {}

  /** Reads one object. */
  public abstract Object read(BinaryReader in);

  /** Reads what is not read by the input alone. */
  public static @Nullable Object value(ReadStep step, BinaryReader in) {
    return step.read(in);
  }

  /** Reads text, of whatever class, as a string. */
  public static @Nullable String text(ReadStep step, BinaryReader in) {
    Object text = step.read(in);
    return text == null ? null : text.toString();
  }

  /** Goes past what the objects have no field for. */
  public static void skip(ReadStep step, BinaryReader in) {
    step.skip(in);
  }

  /** Reads a union of null and what a step reads. */
  public static @Nullable Object optionalValue(int nullBranch, ReadStep step, BinaryReader in) {
    return in.isNull(nullBranch) ? null : step.read(in);
  }

  /** Reads a union of null and a string. */
  public static @Nullable String optionalString(int nullBranch, BinaryReader in) {
    return in.isNull(nullBranch) ? null : in.readString();
  }

  /** Reads a union of null and a string as Avro has it. */
  public static @Nullable Utf8 optionalUtf8(int nullBranch, BinaryReader in) {
    return in.isNull(nullBranch) ? null : in.readUtf8();
  }

  /** Reads a union of null and an int. */
  public static @Nullable Integer optionalInt(int nullBranch, BinaryReader in) {
    return in.isNull(nullBranch) ? null : Integer.valueOf(in.readInt());
  }

  /** Reads a union of null and a long. */
  public static @Nullable Long optionalLong(int nullBranch, BinaryReader in) {
    return in.isNull(nullBranch) ? null : Long.valueOf(in.readLong());
  }

  /** Reads a union of null and a double. */
  public static @Nullable Double optionalDouble(int nullBranch, BinaryReader in) {
    return in.isNull(nullBranch) ? null : Double.valueOf(in.readDouble());
  }

  /** Reads a union of null and a boolean. */
  public static @Nullable Boolean optionalBoolean(int nullBranch, BinaryReader in) {
    return in.isNull(nullBranch) ? null : Boolean.valueOf(in.readBoolean());
  }
}
