// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.settings.EncryptionKey;
import io.velostream.schema.settings.KeyProvider;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotEncryption.GivenKeys;
import io.velostream.schema.settings.SnapshotEncryption.KeyFile;
import io.velostream.schema.settings.SnapshotEncryption.KeyStoreFile;
import io.velostream.schema.settings.SnapshotEncryption.ProviderClass;
import io.velostream.schema.settings.SnapshotEncryption.ReadyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a configuration. The id of a key is derived from it, so that keys are never confused
 * after a rotation.
 */
final class SnapshotKeyRing implements KeyProvider {

  private static final int ID_BYTES = 8;

  private final EncryptionKey current;
  private final Map<String, EncryptionKey> byId = new LinkedHashMap<>();

  private SnapshotKeyRing(EncryptionKey current, List<EncryptionKey> old) {
    this.current = current;
    old.forEach(key -> byId.put(key.id(), key));
    byId.put(current.id(), current);
  }

  @Override
  public EncryptionKey current() {
    return current;
  }

  @Override
  public @Nullable EncryptionKey find(String id) {
    return byId.get(id);
  }

  /**
   * Creates the keys of a configuration; null if there is no encryption.
   *
   * @throws IllegalArgumentException if they cannot be read
   */
  static @Nullable KeyProvider of(SnapshotEncryption encryption) {
    if (encryption instanceof GivenKeys givenKeys) {
      return of(givenKeys);
    }
    if (encryption instanceof KeyFile file) {
      return of(file);
    }
    if (encryption instanceof KeyStoreFile file) {
      return of(file);
    }
    if (encryption instanceof ProviderClass provider) {
      return of(provider);
    }
    return encryption instanceof ReadyProvider ready ? ready.provider() : null;
  }

  private static KeyProvider of(GivenKeys keys) {
    return new SnapshotKeyRing(
        key(keys.current()), keys.old().stream().map(SnapshotKeyRing::key).toList());
  }

  /** The keys in a file. */
  private static KeyProvider of(KeyFile file) {
    List<String> lines;
    try {
      lines =
          Files.readAllLines(Path.of(file.path()), StandardCharsets.US_ASCII).stream()
              .map(String::trim)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the snapshot's key file " + file.path(), e);
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("the snapshot's key file " + file.path() + " is empty");
    }
    try {
      return of(new GivenKeys(lines.get(0), lines.subList(1, lines.size())));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the snapshot's key file " + file.path() + " does not hold keys: " + e.getMessage(), e);
    }
  }

  /** The AES keys in a PKCS#12 store. */
  private static KeyProvider of(KeyStoreFile file) {
    EncryptionKey current = null;
    List<EncryptionKey> old = new ArrayList<>();
    char[] password = file.password().toCharArray();
    try (InputStream in = Files.newInputStream(Path.of(file.path()))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      for (String alias : Collections.list(store.aliases())) {
        byte[] encoded = aesKey(store, alias, password);
        if (encoded != null && alias.equalsIgnoreCase(file.alias())) {
          current = key(encoded);
        } else if (encoded != null && encoded.length == EncryptionKey.BYTES) {
          old.add(key(encoded));
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot open the snapshot's key store " + file.path(), e);
    }
    if (current == null) {
      throw new IllegalArgumentException(
          "the snapshot's key store " + file.path() + " has no AES key '" + file.alias() + "'");
    }
    return new SnapshotKeyRing(current, old);
  }

  /** Creates an instance of a custom class. */
  private static KeyProvider of(ProviderClass provider) {
    try {
      KeyProvider created = provider.type().getConstructor().newInstance();
      created.configure(provider.options());
      return created;
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "cannot create the key provider "
              + provider.type().getName()
              + "; it needs a public constructor without parameters",
          e);
    }
  }

  private static byte @Nullable [] aesKey(KeyStore store, String alias, char[] password)
      throws GeneralSecurityException {
    Key key = store.isKeyEntry(alias) ? store.getKey(alias, password) : null;
    return key != null && "AES".equals(key.getAlgorithm()) ? key.getEncoded() : null;
  }

  private static EncryptionKey key(String base64) {
    return key(Base64.getDecoder().decode(base64));
  }

  private static EncryptionKey key(byte[] key) {
    byte[] hash = Fingerprint.sha256("velostream key id".getBytes(StandardCharsets.US_ASCII), key);
    return new EncryptionKey(
        HexFormat.of().formatHex(hash, 0, ID_BYTES), new SecretKeySpec(key, "AES"));
  }
}
