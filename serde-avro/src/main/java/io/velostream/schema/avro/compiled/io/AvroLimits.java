// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

/** The limits that compiled code and the fallback to Avro share. */
public final class AvroLimits {

  /**
   * Maximum nesting of records. A deeper payload would overflow the stack of a thread with the
   * default stack size; a deeper value is assumed to contain itself.
   */
  public static final int MAX_DEPTH = 500;

  /** Maximum number of zero-width items, such as nulls and empty records, in one payload. */
  public static final int MAX_ZERO_WIDTH_ITEMS = 100_000;

  /** Maximum size of a buffer that is retained for the next record. */
  public static final int MAX_RETAINED_BYTES = 64 * 1024;

  private AvroLimits() {}

  /** Creates the exception for a payload that exceeds {@link #MAX_DEPTH}. */
  public static RejectedValueException payloadTooDeep() {
    return new RejectedValueException(
        "the payload has more than " + MAX_DEPTH + " levels of nested records");
  }

  /** Creates the exception for a value that exceeds {@link #MAX_DEPTH}. */
  public static RejectedValueException valueTooDeep() {
    return new RejectedValueException(
        "the value has more than " + MAX_DEPTH + " levels of nested records, or contains itself");
  }
}
