// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.file;

import org.jspecify.annotations.Nullable;

/** Keys with two names: {@code basic.auth.user.info} is also named with the registry's prefix. */
public final class KeyNames {

  private static final String PREFIX = "schema.registry.";

  private KeyNames() {}

  /** Returns the short name of a key, or the key itself if it has none. */
  public static String shortNameOrSame(String key) {
    String name = shortName(key);
    return name == null ? key : name;
  }

  /** Returns the short name of a key; null if it has none. */
  public static @Nullable String shortName(String key) {
    if (!key.startsWith(PREFIX)) {
      return null;
    }
    String name = key.substring(PREFIX.length());
    return isOwnKey(name) || name.equals("proxy.host") || name.equals("proxy.port") ? name : null;
  }

  /** Whether only this library has keys with this prefix, so that an unknown one is a mistake. */
  public static boolean isOwnKey(String key) {
    return key.startsWith("basic.auth.") || key.startsWith("bearer.auth.");
  }
}
