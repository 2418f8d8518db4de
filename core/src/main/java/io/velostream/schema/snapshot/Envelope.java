// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.settings.EncryptionKey;
import io.velostream.schema.settings.KeyProvider;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The outer form of a file: a header (magic, format, kind, key id, nonce, fields in the clear) and
 * a body.
 *
 * <p>An encrypted body is AES-256-GCM (NIST SP 800-38D) with a random nonce for each file and the
 * header as additional data, so any change of the file is detected. A plain body is followed by the
 * SHA-256 of header and body, which detects damage, but not manipulation. A reader with keys
 * refuses plain files; otherwise an attacker with write access would need no key.
 *
 * <p>Immutable, except for the key provider.
 */
final class Envelope {

  /** The maximum size of header and trailer. */
  static final int OVERHEAD_BYTES = 512;

  private static final byte PLAIN = 0;
  private static final byte AES_256_GCM = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final byte[] magic;
  private final String name;
  private final @Nullable KeyProvider keys;
  private final int[] fieldBytes;

  /**
   * Creates a form of files.
   *
   * @param magic the first bytes of each file
   * @param name the name of such a file for messages, with its article
   * @param keys null for plain files
   * @param fieldBytes the length of the fields in the clear, for each format from 1 to the newest
   */
  Envelope(byte[] magic, String name, @Nullable KeyProvider keys, int... fieldBytes) {
    this.magic = magic.clone();
    this.name = name;
    this.keys = keys;
    this.fieldBytes = fieldBytes.clone();
  }

  /** The content of a file. */
  static final class Opened {

    private final byte[] fields;
    private final byte[] body;

    private Opened(byte[] fields, byte[] body) {
      this.fields = fields;
      this.body = body;
    }

    /** The fields in the clear; empty if the file's format has none. */
    ByteBuffer fields() {
      return ByteBuffer.wrap(fields);
    }

    byte[] body() {
      return body;
    }
  }

  /** Encodes a file in the newest format. */
  byte[] seal(byte[] fields, byte[] body) {
    return keys == null ? plain(fields, body) : encrypted(fields, body, keys.current());
  }

  /**
   * Decodes a file.
   *
   * @throws UnreadableSnapshotException with the reason, if the file cannot be decoded
   */
  Opened open(byte[] file) throws UnreadableSnapshotException {
    try {
      ByteBuffer in = ByteBuffer.wrap(file);
      byte[] first = new byte[magic.length];
      in.get(first);
      if (!Arrays.equals(first, magic)) {
        throw new UnreadableSnapshotException("it is not " + name);
      }
      byte format = in.get();
      if (format < 1 || format > fieldBytes.length) {
        throw new UnreadableSnapshotException(
            "it has format " + format + ", this version reads up to " + fieldBytes.length);
      }
      byte[] fields = new byte[fieldBytes[format - 1]];
      return in.get() == PLAIN ? checked(in, file, fields) : decrypted(in, file, fields);
    } catch (BufferUnderflowException e) {
      throw new UnreadableSnapshotException("it is truncated", e);
    }
  }

  private byte[] plain(byte[] fields, byte[] body) {
    ByteBuffer file =
        ByteBuffer.allocate(magic.length + 2 + fields.length + body.length + Fingerprint.BYTES)
            .put(magic)
            .put((byte) fieldBytes.length)
            .put(PLAIN)
            .put(fields)
            .put(body);
    return file.put(Fingerprint.sha256(Arrays.copyOf(file.array(), file.position()))).array();
  }

  private Opened checked(ByteBuffer in, byte[] file, byte[] fields)
      throws UnreadableSnapshotException {
    if (keys != null) {
      throw new UnreadableSnapshotException("it is not encrypted, but encryption is configured");
    }
    in.get(fields);
    int end = in.limit() - Fingerprint.BYTES;
    byte[] body = new byte[Math.max(0, end - in.position())];
    in.get(body);
    byte[] sum = new byte[Fingerprint.BYTES];
    in.get(sum);
    if (!MessageDigest.isEqual(sum, Fingerprint.sha256(Arrays.copyOf(file, end)))) {
      throw new UnreadableSnapshotException("its checksum is wrong");
    }
    return new Opened(fields, body);
  }

  private byte[] encrypted(byte[] fields, byte[] body, EncryptionKey key) {
    byte[] keyId = key.id().getBytes(StandardCharsets.UTF_8);
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    byte[] header =
        ByteBuffer.allocate(magic.length + 3 + keyId.length + NONCE_BYTES + fields.length)
            .put(magic)
            .put((byte) fieldBytes.length)
            .put(AES_256_GCM)
            .put((byte) keyId.length)
            .put(keyId)
            .put(nonce)
            .put(fields)
            .array();
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
      cipher.updateAAD(header);
      byte[] file = Arrays.copyOf(header, header.length + cipher.getOutputSize(body.length));
      int length = cipher.doFinal(body, 0, body.length, file, header.length);
      return Arrays.copyOf(file, header.length + length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt " + name + " with key " + key.id(), e);
    }
  }

  private Opened decrypted(ByteBuffer in, byte[] file, byte[] fields)
      throws UnreadableSnapshotException {
    byte[] keyId = new byte[Byte.toUnsignedInt(in.get())];
    in.get(keyId);
    byte[] nonce = new byte[NONCE_BYTES];
    in.get(nonce);
    in.get(fields);
    if (in.remaining() < TAG_BITS / Byte.SIZE) {
      throw new UnreadableSnapshotException("it is truncated");
    }
    EncryptionKey key = key(new String(keyId, StandardCharsets.UTF_8));
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce);
      cipher.updateAAD(file, 0, in.position());
      return new Opened(fields, cipher.doFinal(file, in.position(), in.remaining()));
    } catch (GeneralSecurityException e) {
      throw new UnreadableSnapshotException(
          "it was changed, or is not encrypted with key " + key.id(), e);
    }
  }

  private EncryptionKey key(String id) throws UnreadableSnapshotException {
    if (keys == null) {
      throw UnreadableSnapshotException.readableByOthers("it is encrypted, and no key is given");
    }
    EncryptionKey key = keys.find(id);
    if (key == null) {
      throw UnreadableSnapshotException.readableByOthers("it is encrypted with another key, " + id);
    }
    return key;
  }

  private static Cipher cipher(int mode, EncryptionKey key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
