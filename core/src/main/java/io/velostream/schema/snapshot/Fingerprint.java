// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 hash, as four numbers. */
public record Fingerprint(long first, long second, long third, long fourth) {

  /** The length in bytes. */
  static final int BYTES = 4 * Long.BYTES;

  /** The SHA-256 of {@code content}. */
  public static Fingerprint of(byte[] content) {
    return read(ByteBuffer.wrap(sha256(content)));
  }

  static Fingerprint read(ByteBuffer from) {
    return new Fingerprint(from.getLong(), from.getLong(), from.getLong(), from.getLong());
  }

  static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return String.format("%016x%016x%016x%016x", first, second, third, fourth);
  }
}
