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
import java.util.Collection;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The file format: a header (magic, format, kind, key id, nonce) and a body of entries.
 *
 * <p>An encrypted body is AES-256-GCM (NIST SP 800-38D) with a random nonce for each file and the
 * header as additional data, so any change of the file is detected. A plain body is followed by the
 * SHA-256 of header and body, which detects damage, but not manipulation. A reader with keys
 * refuses plain files; otherwise an attacker with write access would need no key.
 *
 * <p>Immutable, except for the key provider.
 */
final class SnapshotFormat {

  /** The line end and the non-ASCII byte detect transfers in text mode. */
  private static final byte[] MAGIC = {'V', 'S', 'S', 'N', 'A', 'P', '\n', (byte) 0x8e};

  private static final byte FORMAT = 1;
  private static final byte PLAIN = 0;
  private static final byte AES_256_GCM = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  /** The maximum size of header and trailer. */
  private static final int OVERHEAD_BYTES = 512;

  private final @Nullable KeyProvider keys;

  /** Creates a format with these keys; null for plain files. */
  SnapshotFormat(@Nullable KeyProvider keys) {
    this.keys = keys;
  }

  /**
   * Encodes a file.
   *
   * @param entries in the order of importance
   * @param maxBytes entries beyond this size are omitted
   */
  byte[] write(Collection<? extends SnapshotEntry> entries, long maxBytes) {
    EntryWriter writer = new EntryWriter(Math.max(0, maxBytes - OVERHEAD_BYTES));
    entries.forEach(writer::add);
    return keys == null ? plain(writer.toBytes()) : encrypted(writer.toBytes(), keys.current());
  }

  /**
   * Decodes a file.
   *
   * @throws UnreadableSnapshotException with the reason, if the file cannot be decoded
   */
  List<SnapshotEntry> read(byte[] file) throws UnreadableSnapshotException {
    try {
      ByteBuffer in = ByteBuffer.wrap(file);
      byte[] magic = new byte[MAGIC.length];
      in.get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new UnreadableSnapshotException("it is not a snapshot");
      }
      byte format = in.get();
      if (format != FORMAT) {
        throw new UnreadableSnapshotException(
            "it has format " + format + ", this version reads " + FORMAT);
      }
      return EntryReader.read(in.get() == PLAIN ? checked(in, file) : decrypted(in, file));
    } catch (BufferUnderflowException e) {
      throw new UnreadableSnapshotException("it is truncated", e);
    }
  }

  private static byte[] plain(byte[] body) {
    ByteBuffer file =
        ByteBuffer.allocate(MAGIC.length + 2 + body.length + Fingerprint.BYTES)
            .put(MAGIC)
            .put(FORMAT)
            .put(PLAIN)
            .put(body);
    return file.put(Fingerprint.sha256(Arrays.copyOf(file.array(), file.position()))).array();
  }

  private byte[] checked(ByteBuffer in, byte[] file) throws UnreadableSnapshotException {
    if (keys != null) {
      throw new UnreadableSnapshotException("it is not encrypted, but encryption is configured");
    }
    int end = in.limit() - Fingerprint.BYTES;
    byte[] body = new byte[Math.max(0, end - in.position())];
    in.get(body);
    byte[] sum = new byte[Fingerprint.BYTES];
    in.get(sum);
    if (!MessageDigest.isEqual(sum, Fingerprint.sha256(Arrays.copyOf(file, end)))) {
      throw new UnreadableSnapshotException("its checksum is wrong");
    }
    return body;
  }

  private byte[] encrypted(byte[] body, EncryptionKey key) {
    byte[] keyId = key.id().getBytes(StandardCharsets.UTF_8);
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    byte[] header =
        ByteBuffer.allocate(MAGIC.length + 3 + keyId.length + NONCE_BYTES)
            .put(MAGIC)
            .put(FORMAT)
            .put(AES_256_GCM)
            .put((byte) keyId.length)
            .put(keyId)
            .put(nonce)
            .array();
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
      cipher.updateAAD(header);
      byte[] file = Arrays.copyOf(header, header.length + cipher.getOutputSize(body.length));
      int length = cipher.doFinal(body, 0, body.length, file, header.length);
      return Arrays.copyOf(file, header.length + length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt a snapshot with key " + key.id(), e);
    }
  }

  private byte[] decrypted(ByteBuffer in, byte[] file) throws UnreadableSnapshotException {
    byte[] keyId = new byte[Byte.toUnsignedInt(in.get())];
    in.get(keyId);
    byte[] nonce = new byte[NONCE_BYTES];
    in.get(nonce);
    if (in.remaining() < TAG_BITS / Byte.SIZE) {
      throw new UnreadableSnapshotException("it is truncated");
    }
    EncryptionKey key = key(new String(keyId, StandardCharsets.UTF_8));
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce);
      cipher.updateAAD(file, 0, in.position());
      return cipher.doFinal(file, in.position(), in.remaining());
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
