// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where the keys of a snapshot come from, or that it has none. Never shows a secret. */
public sealed interface SnapshotEncryption {

  /** The file holds schemas in the clear. */
  record None() implements SnapshotEncryption {}

  /**
   * Keys given as text.
   *
   * @param current the base64 form of 32 random bytes
   * @param old keys that are still read, in the same form
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
   * and lines that start with {@code #} do not count.
   */
  record KeyFile(String path) implements SnapshotEncryption {

    public KeyFile {
      Objects.requireNonNull(path, "path");
    }
  }

  /**
   * A PKCS#12 key store. Every AES key in it is read with.
   *
   * @param path the file
   * @param password of the store and its keys
   * @param alias the key to encrypt with
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
   * A class of the user's; equal when class and options are.
   *
   * @param type has a public constructor without parameters
   * @param options handed to {@link KeyProvider#configure}
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

  /** A provider that is ready to use; equal when the provider is. */
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
