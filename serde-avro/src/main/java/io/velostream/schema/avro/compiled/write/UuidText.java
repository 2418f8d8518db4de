// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Encodes and decodes the text form of a UUID (RFC 9562) without an intermediate string. */
final class UuidText {

  private static final int LENGTH = 36;

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The value of each hexadecimal digit; negative for all other bytes. */
  private static final byte[] VALUES = values();

  /** The offsets of the pairs of digits. */
  private static final byte[] PAIR_OFFSETS = {
    0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34
  };

  private static final byte[] DASH_OFFSETS = {8, 13, 18, 23};

  private UuidText() {}

  private static byte[] values() {
    byte[] values = new byte[1 << Byte.SIZE];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length; i++) {
      values[DIGITS[i]] = (byte) i;
      values[Character.toUpperCase(DIGITS[i])] = (byte) i;
    }
    return values;
  }

  static void write(UUID uuid, BinaryWriter out) {
    out.writeInt(LENGTH);
    int at = out.reserve(LENGTH);
    byte[] to = out.array();
    putPairs(to, at, uuid.getMostSignificantBits(), 0);
    putPairs(to, at, uuid.getLeastSignificantBits(), Long.BYTES);
    for (int dash : DASH_OFFSETS) {
      to[at + dash] = '-';
    }
  }

  private static void putPairs(byte[] to, int at, long bits, int firstPair) {
    long rest = bits;
    for (int i = firstPair + Long.BYTES - 1; i >= firstPair; i--) {
      int location = at + PAIR_OFFSETS[i];
      to[location] = DIGITS[(int) (rest >>> 4) & 0xF];
      to[location + 1] = DIGITS[(int) rest & 0xF];
      rest >>>= Byte.SIZE;
    }
  }

  /** Reads a UUID. Other forms, such as fewer digits, are parsed by the JDK. */
  static UUID read(BinaryReader in) {
    int length = in.readLength();
    int at = in.advance(length);
    byte[] from = in.array();
    if (length == LENGTH) {
      int mismatches = 0;
      for (int dash : DASH_OFFSETS) {
        mismatches |= from[at + dash] ^ '-';
      }
      long most = 0;
      long least = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        int high = parsePair(from, at + PAIR_OFFSETS[i]);
        int low = parsePair(from, at + PAIR_OFFSETS[i + Long.BYTES]);
        mismatches |= (high | low) & ~0xFF;
        most = most << Byte.SIZE | high;
        least = least << Byte.SIZE | low;
      }
      if (mismatches == 0) {
        return new UUID(most, least);
      }
    }
    return UUID.fromString(new String(from, at, length, StandardCharsets.UTF_8));
  }

  /** Parses two digits. Negative if one of them is not a digit. */
  private static int parsePair(byte[] from, int at) {
    return VALUES[from[at] & 0xFF] << 4 | VALUES[from[at + 1] & 0xFF];
  }
}
