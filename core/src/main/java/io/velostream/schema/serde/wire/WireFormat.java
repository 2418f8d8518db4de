// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The frame that names a record's schema: {@code 0x00} and the id as a big-endian int32, or {@code
 * 0x01} and the 16 bytes of a GUID. The frame precedes the payload, or is the value of a record
 * header.
 *
 * <p>Call {@link #frameLength} first, which checks that there is a complete frame, then read its
 * parts. Reading does not allocate.
 */
public final class WireFormat {

  static final byte ID_MAGIC = 0;
  static final byte GUID_MAGIC = 1;
  static final int ID_FRAME_LENGTH = 5;
  static final int GUID_FRAME_LENGTH = 17;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private WireFormat() {}

  /** The record header that holds the frame of a key's or a value's schema. */
  static String headerName(boolean isKey) {
    return isKey ? "__key_schema_id" : "__value_schema_id";
  }

  public static byte[] idFrame(int id) {
    return ByteBuffer.allocate(ID_FRAME_LENGTH).put(ID_MAGIC).putInt(id).array();
  }

  public static byte[] guidFrame(UUID guid) {
    return ByteBuffer.allocate(GUID_FRAME_LENGTH)
        .put(GUID_MAGIC)
        .putLong(guid.getMostSignificantBits())
        .putLong(guid.getLeastSignificantBits())
        .array();
  }

  /**
   * The length of the frame that {@code bytes[offset, offset + length)} begins with; 0 if there is
   * no complete frame.
   */
  public static int frameLength(byte[] bytes, int offset, int length) {
    if (length >= ID_FRAME_LENGTH && bytes[offset] == ID_MAGIC) {
      return ID_FRAME_LENGTH;
    }
    return length >= GUID_FRAME_LENGTH && bytes[offset] == GUID_MAGIC ? GUID_FRAME_LENGTH : 0;
  }

  /** Describes why bytes do not begin with a complete frame, without their content. */
  static String problem(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return "is empty";
    }
    return switch (bytes[offset]) {
      case ID_MAGIC -> tooShort(length, ID_FRAME_LENGTH);
      case GUID_MAGIC -> tooShort(length, GUID_FRAME_LENGTH);
      default -> "does not start with the magic byte 0x00 or 0x01";
    };
  }

  public static boolean isGuid(byte[] frame, int offset) {
    return frame[offset] == GUID_MAGIC;
  }

  public static int id(byte[] frame, int offset) {
    return (int) INT.get(frame, offset + 1);
  }

  public static long guidHigh(byte[] frame, int offset) {
    return (long) LONG.get(frame, offset + 1);
  }

  public static long guidLow(byte[] frame, int offset) {
    return (long) LONG.get(frame, offset + 1 + Long.BYTES);
  }

  /** The last four bytes of a complete frame: the id, or the end of the GUID. */
  public static int lowBits(byte[] frame, int offset) {
    return (int) INT.get(frame, offset + (isGuid(frame, offset) ? 1 + 3 * Integer.BYTES : 1));
  }

  private static String tooShort(int length, int needed) {
    return "has " + length + " bytes, but its frame alone takes " + needed;
  }
}
