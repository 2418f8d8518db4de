// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Provides the keys that encrypt snapshots. A class that is named in a configuration has a public
 * constructor without parameters. Called by one thread at a time, never for a record.
 *
 * <p>To rotate keys: let {@link #find} of every process return the new key, then make it the
 * current one, and remove the old one after every file was rewritten. A file with an unknown key is
 * not read; the start does not fail.
 */
public interface KeyProvider {

  /**
   * Called with the options of the configuration before other methods.
   *
   * @param options the keys that begin with {@code schema.snapshot.key.provider.}, without that
   *     prefix
   * @throws IllegalArgumentException if they are invalid
   */
  default void configure(Map<String, String> options) {}

  /** The key for encryption. */
  EncryptionKey current();

  /** Returns the current or an older key by its id; null if it is unknown. */
  @Nullable EncryptionKey find(String id);
}
