// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The registries of this JVM behind URLs of the form {@code mock://scope}: one real {@link
 * EmbeddedSchemaRegistry} for each scope, started on first use. Safe for threads.
 */
public final class MockSchemaRegistries {

  private static final Map<String, EmbeddedSchemaRegistry> BY_SCOPE = new ConcurrentHashMap<>();

  private MockSchemaRegistries() {}

  /**
   * Gives the HTTP address of a scope's registry, and starts it on first use.
   *
   * @param scope what follows {@code mock://}
   * @return the address, such as {@code http://127.0.0.1:40123}
   */
  public static String urlOf(String scope) {
    return of(scope).url();
  }

  /**
   * Gives a scope's registry, and starts it on first use. End it with {@link #drop}, and do not
   * close it.
   *
   * @param scope what follows {@code mock://}
   * @return the running registry
   */
  public static EmbeddedSchemaRegistry of(String scope) {
    return BY_SCOPE.computeIfAbsent(scope, unused -> EmbeddedSchemaRegistry.start());
  }

  /**
   * Closes and removes a scope's registry with its content. Does nothing if there is none.
   *
   * @param scope what follows {@code mock://}
   */
  public static void drop(String scope) {
    EmbeddedSchemaRegistry registry = BY_SCOPE.remove(scope);
    if (registry != null) {
      registry.close();
    }
  }
}
