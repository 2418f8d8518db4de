// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the keys that snapshots are encrypted with. A class that is named in a configuration has a
 * public constructor without parameters. Called by one thread at a time, never on the path of a
 * record.
 *
 * <p>To rotate: let every process find the new key, then make it the current one, and drop the old
 * one when every file was written anew. A key that is unknown here makes a file unreadable, not a
 * start fail.
 */
public interface KeyProvider {

  /**
   * Takes the options from the configuration, before anything else is asked.
   *
   * @param options what stands below {@code schema.snapshot.key.provider.}, without that prefix
   * @throws IllegalArgumentException when they make no sense
   */
  default void configure(Map<String, String> options) {}

  /** The key to encrypt with from now on. */
  EncryptionKey current();

  /** The current or an older key by its id; null when it is not known. */
  @Nullable EncryptionKey find(String id);
}
