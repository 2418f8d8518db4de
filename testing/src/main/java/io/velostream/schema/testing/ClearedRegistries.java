// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells the clients of this JVM that a registry has lost its content, or that another one listens
 * at its address: what they have in memory is of no use any more. A client library registers itself
 * by this class's name, so that neither needs the other. Listeners are held by weak references, so
 * that a class loader of a client library can be unloaded. Safe for use by many threads.
 */
public final class ClearedRegistries {

  private static final Set<WeakReference<Consumer<URI>>> LISTENERS = ConcurrentHashMap.newKeySet();

  private ClearedRegistries() {}

  /**
   * Calls a client for each registry that is cleared from now on, on the thread that clears it.
   *
   * @param listener takes the address of the registry; taken once, however often it is given, and
   *     for as long as the caller holds it
   */
  public static void onClear(Consumer<URI> listener) {
    LISTENERS.removeIf(each -> each.refersTo(null) || each.refersTo(listener));
    LISTENERS.add(new WeakReference<>(listener));
  }

  static void announce(String url) {
    URI address = URI.create(url);
    for (WeakReference<Consumer<URI>> each : LISTENERS) {
      Consumer<URI> listener = each.get();
      if (listener != null) {
        listener.accept(address);
      }
    }
  }
}
