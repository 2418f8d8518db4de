// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Notifies the clients of this JVM that a registry was cleared, or that another one has its
 * address, so that they clear their caches. A client library registers itself by this class's name,
 * so that neither depends on the other. Listeners are held by weak references, so that a class
 * loader of a client library can be unloaded. Safe for use by many threads.
 */
public final class ClearedRegistries {

  private static final Set<WeakReference<Consumer<URI>>> LISTENERS = ConcurrentHashMap.newKeySet();

  private ClearedRegistries() {}

  /**
   * Registers a listener, which is called for each cleared registry on the clearing thread.
   *
   * @param listener receives the address of the registry; registered once, and weakly referenced
   */
  public static void onClear(Consumer<URI> listener) {
    LISTENERS.removeIf(each -> each.refersTo(null) || each.refersTo(listener));
    LISTENERS.add(new WeakReference<>(listener));
  }

  static void notifyListeners(String url) {
    URI address = URI.create(url);
    for (WeakReference<Consumer<URI>> each : LISTENERS) {
      Consumer<URI> listener = each.get();
      if (listener != null) {
        listener.accept(address);
      }
    }
  }
}
