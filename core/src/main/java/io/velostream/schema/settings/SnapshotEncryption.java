// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The source of the keys of a snapshot, or none. Never shows a secret. */
public sealed interface SnapshotEncryption {

  /** No encryption. */
  record None() implements SnapshotEncryption {}

  /**
   * Keys given as text.
   *
   * @param current the base64 form of 32 random bytes
   * @param old old keys for decryption, in the same form
   */
  record GivenKeys(String current, List<String> old) implements SnapshotEncryption {

    public GivenKeys {
      old = List.copyOf(old);
      requireKey(current);
      old.forEach(GivenKeys::requireKey);
    }

    @Override
    public String toString() {
      return "GivenKeys[current=hidden, old=" + old.size() + " hidden]";
    }

    private static void requireKey(String text) {
      int length;
      try {
        length = Base64.getDecoder().decode(text).length;
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("a snapshot key is not base64", e);
      }
      if (length != EncryptionKey.BYTES) {
        throw new IllegalArgumentException(
            "a snapshot key has 32 bytes in base64, but this one has " + length);
      }
    }
  }

  /**
   * A text file with one base64 key a line: the current one first, older ones below. Blank lines
   * and lines that start with {@code #} are ignored.
   */
  record KeyFile(String path) implements SnapshotEncryption {

    public KeyFile {
      Objects.requireNonNull(path, "path");
    }
  }

  /**
   * A PKCS#12 key store. All its AES keys are used for decryption.
   *
   * @param path the file
   * @param password of the store and its keys
   * @param alias the alias of the key for encryption
   */
  record KeyStoreFile(String path, String password, String alias) implements SnapshotEncryption {

    public KeyStoreFile {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(password, "password");
      Objects.requireNonNull(alias, "alias");
    }

    @Override
    public String toString() {
      return "KeyStoreFile[path=" + path + ", password=hidden, alias=" + alias + "]";
    }
  }

  /**
   * A custom class; equal if class and options are equal.
   *
   * @param type a class with a public constructor without parameters
   * @param options passed to {@link KeyProvider#configure}
   */
  record ProviderClass(Class<? extends KeyProvider> type, Map<String, String> options)
      implements SnapshotEncryption {

    public ProviderClass {
      Objects.requireNonNull(type, "type");
      options = Map.copyOf(options);
    }

    @Override
    public String toString() {
      return "ProviderClass[" + type.getName() + ", options=" + options.keySet() + "]";
    }
  }

  /** A configured provider; equal if the provider is equal. */
  record ReadyProvider(KeyProvider provider) implements SnapshotEncryption {

    public ReadyProvider {
      Objects.requireNonNull(provider, "provider");
    }

    @Override
    public String toString() {
      return "ReadyProvider[" + provider.getClass().getName() + "]";
    }
  }
}
