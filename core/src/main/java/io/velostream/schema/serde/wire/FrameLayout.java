// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of a frame, before a payload or as the value of a record header.
 *
 * <p>Sources: the Avro specification (single-object encoding), AWS Glue's schema registry library
 * (header version 3, compression, UUID) and Apicurio's serializers (magic byte 0 and an id of 8 or
 * 4 bytes; headers with ids of 8 bytes).
 */
public enum FrameLayout {
  /** Magic byte 0 and an id of 4 bytes. */
  INT_ID(WireFormat.ID_FRAME_LENGTH),
  /** Magic byte 1 and a GUID. */
  GUID(WireFormat.GUID_FRAME_LENGTH),
  /** Magic byte 0 and any id of 8 bytes. */
  LONG_ID(9),
  /** Magic byte 0 and an id of 8 bytes whose upper four are 0; no id of 4 bytes is 0. */
  SHORT_LONG_ID(9),
  /** An id of 8 bytes and nothing else. */
  BARE_LONG_ID(8),
  /** Version 3, no compression, and a UUID. */
  GLUE(18),
  /** Version 3, compression by zlib, and a UUID. */
  GLUE_ZLIB(18),
  /** C3 01 and a fingerprint of 8 bytes, little-endian. */
  SINGLE_OBJECT(10),
  /** Nothing. */
  NONE(0);

  /** The length of the longest frame. */
  public static final int MAX_LENGTH = 18;

  private static final int GLUE_VERSION = 3;
  private static final int GLUE_PLAIN = 0;
  private static final int GLUE_COMPRESSED = 5;
  private static final int SINGLE_OBJECT_FIRST = 0xC3;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  final int length;

  FrameLayout(int length) {
    this.length = length;
  }

  /**
   * Whether {@code bytes[offset, offset + available)} begins with a complete frame of this layout.
   */
  boolean isAt(byte[] bytes, int offset, int available) {
    return available >= length
        && switch (this) {
          case INT_ID, LONG_ID -> bytes[offset] == WireFormat.ID_MAGIC;
          case SHORT_LONG_ID ->
              bytes[offset] == WireFormat.ID_MAGIC && WireFormat.id(bytes, offset) == 0;
          case GUID -> bytes[offset] == WireFormat.GUID_MAGIC;
          case GLUE -> bytes[offset] == GLUE_VERSION && bytes[offset + 1] == GLUE_PLAIN;
          case GLUE_ZLIB -> bytes[offset] == GLUE_VERSION && bytes[offset + 1] == GLUE_COMPRESSED;
          case SINGLE_OBJECT ->
              (bytes[offset] & 0xFF) == SINGLE_OBJECT_FIRST && bytes[offset + 1] == 1;
          case BARE_LONG_ID, NONE -> true;
        };
  }

  /** The upper 64 bits of the 128-bit key in the frame at {@code offset}; 0 for shorter keys. */
  public long high(byte[] frame, int offset) {
    return switch (this) {
      case GUID -> WireFormat.guidHigh(frame, offset);
      case GLUE, GLUE_ZLIB -> (long) LONG.get(frame, offset + 2);
      default -> 0;
    };
  }

  /** The key in the frame at {@code offset}, or its lower 64 bits. */
  public long low(byte[] frame, int offset) {
    return switch (this) {
      case INT_ID -> WireFormat.id(frame, offset);
      case GUID -> WireFormat.guidLow(frame, offset);
      case LONG_ID, SHORT_LONG_ID -> (long) LONG.get(frame, offset + 1);
      case BARE_LONG_ID -> (long) LONG.get(frame, offset);
      case GLUE, GLUE_ZLIB -> (long) LONG.get(frame, offset + 2 + Long.BYTES);
      case SINGLE_OBJECT -> (long) LITTLE_ENDIAN_LONG.get(frame, offset + 2);
      case NONE -> 0;
    };
  }
}
