// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open resolvers of registries on this machine's loopback address, so that a registry for tests
 * that is cleared can tell them. Other registries are never cleared from within this JVM, and their
 * resolvers are not kept here. Safe for use by many threads.
 */
final class OpenResolvers {

  private static final String CLEARED = "io.velostream.schema.testing.ClearedRegistries";

  private static final Set<WeakReference<SchemaResolver>> ALL = ConcurrentHashMap.newKeySet();

  /** One object for good: whoever takes it twice knows that it has it. */
  private static final Consumer<URI> RESET = OpenResolvers::reset;

  private OpenResolvers() {}

  static void opened(SchemaResolver resolver, Collection<URI> urls) {
    if (urls.stream().anyMatch(url -> isLoopback(url.getHost()))) {
      ALL.removeIf(each -> each.get() == null);
      ALL.add(new WeakReference<>(resolver));
      listen();
    }
  }

  static void closed(SchemaResolver resolver) {
    ALL.removeIf(each -> each.get() == resolver || each.get() == null);
  }

  /** Resets each resolver that has this address among its own. */
  private static void reset(URI address) {
    for (WeakReference<SchemaResolver> each : ALL) {
      SchemaResolver resolver = each.get();
      if (resolver != null && resolver.urls().stream().anyMatch(url -> isSame(url, address))) {
        resolver.reset();
      }
    }
  }

  /** On loopback, the port is the address: there are many names for the host. */
  private static boolean isSame(URI url, URI address) {
    return url.getPort() == address.getPort()
        && isLoopback(url.getHost())
        && isLoopback(address.getHost());
  }

  private static boolean isLoopback(@Nullable String host) {
    String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.startsWith("127.")
        || name.equals("[::1]")
        || name.equals("[0:0:0:0:0:0:0:1]");
  }

  /** Listens to the test artifact if it is there. */
  private static void listen() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    listen(OpenResolvers.class.getClassLoader());
    if (context != null) {
      listen(context);
    }
  }

  private static void listen(ClassLoader loader) {
    try {
      Class.forName(CLEARED, true, loader).getMethod("onClear", Consumer.class).invoke(null, RESET);
    } catch (ReflectiveOperationException | LinkageError e) {
      // The artifact is not there, as in production.
    }
  }
}
