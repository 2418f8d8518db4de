// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/**
 * Tells the clients of this JVM that a registry has lost its content, or that another one listens
 * at its address: what they have in memory is of no use any more. A client library registers itself
 * by this class's name, so that neither needs the other. Safe for threads.
 */
public final class ClearedRegistries {

  private static final Set<Consumer<URI>> LISTENERS = new CopyOnWriteArraySet<>();

  private ClearedRegistries() {}

  /**
   * Calls a client for each registry that is cleared from now on, on the thread that clears it.
   *
   * @param listener takes the address of the registry; taken once, however often it is given
   */
  public static void onClear(Consumer<URI> listener) {
    LISTENERS.add(listener);
  }

  static void announce(String url) {
    URI address = URI.create(url);
    LISTENERS.forEach(each -> each.accept(address));
  }
}
