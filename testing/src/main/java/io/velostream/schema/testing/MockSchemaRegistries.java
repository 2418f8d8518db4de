// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The registries of this JVM behind URLs of the form {@code mock://scope}: one real {@link
 * EmbeddedSchemaRegistry} for each scope, started when it is first asked for. Safe for threads.
 */
public final class MockSchemaRegistries {

  private static final Map<String, EmbeddedSchemaRegistry> BY_SCOPE = new ConcurrentHashMap<>();

  private MockSchemaRegistries() {}

  /**
   * Gives the HTTP address of a scope's registry, and starts it if it is not there.
   *
   * @param scope what follows {@code mock://}
   * @return the address, such as {@code http://127.0.0.1:40123}
   */
  public static String urlOf(String scope) {
    return of(scope).url();
  }

  /**
   * Gives a scope's registry, and starts it if it is not there. {@link #drop} ends it, rather than
   * closing it.
   *
   * @param scope what follows {@code mock://}
   * @return the running registry
   */
  public static EmbeddedSchemaRegistry of(String scope) {
    return BY_SCOPE.computeIfAbsent(scope, unused -> EmbeddedSchemaRegistry.start());
  }

  /**
   * Closes a scope's registry and forgets it with all its content. Does nothing when there is none.
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
