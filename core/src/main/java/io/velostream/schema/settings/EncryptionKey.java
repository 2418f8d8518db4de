// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.security.Key;

/**
 * An AES-256 key and its id. Never shows the key.
 *
 * @param id the id, which is stored unencrypted with the data; 1 to 63 characters. A new key must
 *     have a new id
 * @param key an AES key of 256 bits, or a handle of a key in a hardware module
 */
public record EncryptionKey(String id, Key key) {

  /** The length of an AES-256 key in bytes. */
  public static final int BYTES = 32;

  private static final int MAX_ID = 63;

  public EncryptionKey {
    if (id.isEmpty() || id.length() > MAX_ID) {
      throw new IllegalArgumentException(
          "a key id has 1 to " + MAX_ID + " characters, but this one has " + id.length());
    }
    byte[] encoded = key.getEncoded();
    if (!"AES".equals(key.getAlgorithm()) || (encoded != null && encoded.length != BYTES)) {
      throw new IllegalArgumentException(
          "key '"
              + id
              + "' must be an AES key of 256 bits, but it is "
              + key.getAlgorithm()
              + (encoded == null ? "" : " of " + encoded.length * Byte.SIZE + " bits"));
    }
  }

  @Override
  public String toString() {
    return "EncryptionKey[" + id + "]";
  }
}
