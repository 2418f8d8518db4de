// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of the serializers that say how a registry is reached, from the elements of a POM. */
final class RegistryConfigs {

  private static final String URL = "schema.registry.url";
  private static final String PREFIX = "schema.registry.";
  private static final String USER_INFO = "basic.auth.user.info";
  private static final String SOURCE = "basic.auth.credentials.source";

  private RegistryConfigs() {}

  /**
   * Merges the elements.
   *
   * @param urls {@code <schemaRegistryUrls>}; empty if {@code configs} has them
   * @param userInfo {@code <userInfoConfig>}
   * @param configs {@code <configs>}
   * @throws IllegalArgumentException if one thing is given twice; no message has a value
   */
  static Map<String, Object> of(
      List<String> urls, @Nullable String userInfo, Map<String, String> configs) {
    Map<String, Object> merged = new HashMap<>(configs);
    merged.values().removeIf(value -> value == null);
    List<String> configuredUrls =
        urls.stream().filter(url -> url != null && !url.isBlank()).toList();
    if (!configuredUrls.isEmpty()) {
      if (merged.containsKey(URL)) {
        throw new IllegalArgumentException(
            "the URLs are given twice, by <schemaRegistryUrls> and by <"
                + URL
                + "> in <configs>; remove one of them");
      }
      merged.put(URL, String.join(",", configuredUrls));
    }
    if (userInfo != null && !userInfo.isBlank()) {
      if (hasKey(merged, USER_INFO)) {
        throw new IllegalArgumentException(
            "credentials are given twice, by <userInfoConfig> and by <"
                + USER_INFO
                + "> in <configs>; remove one of them");
      }
      merged.put(USER_INFO, userInfo);
    }
    if (hasKey(merged, USER_INFO) && !hasKey(merged, SOURCE)) {
      merged.put(SOURCE, "USER_INFO");
    }
    return merged;
  }

  /** Whether the configuration names a registry. */
  static boolean hasUrl(Map<String, Object> configs) {
    return configs.containsKey(URL);
  }

  /**
   * Requires the URL of a registry.
   *
   * @throws IllegalArgumentException if there is none
   */
  static void requireUrl(Map<String, Object> configs) {
    if (!hasUrl(configs)) {
      throw new IllegalArgumentException(
          "no registry is given; add <schemaRegistryUrls><param>http://localhost:8081</param>"
              + "</schemaRegistryUrls> to the <configuration> of the plugin, or -D"
              + URL
              + "=URL to the command");
    }
  }

  private static boolean hasKey(Map<String, Object> configs, String key) {
    return configs.containsKey(key) || configs.containsKey(PREFIX + key);
  }
}
