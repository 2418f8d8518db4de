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
 * The open resolvers of registries on the loopback address. A test registry resets them when it is
 * cleared. Resolvers of other registries are not tracked. Safe for use by many threads.
 */
final class OpenResolvers {

  private static final String CLEARED_REGISTRIES = "io.velostream.schema.testing.ClearedRegistries";

  private static final Set<WeakReference<SchemaResolver>> ALL = ConcurrentHashMap.newKeySet();

  /** A single object, so that it is registered once only. */
  private static final Consumer<URI> RESET = OpenResolvers::reset;

  private OpenResolvers() {}

  static void add(SchemaResolver resolver, Collection<URI> urls) {
    if (urls.stream().anyMatch(url -> isLoopback(url.getHost()))) {
      ALL.removeIf(each -> each.get() == null);
      ALL.add(new WeakReference<>(resolver));
      registerReset();
    }
  }

  static void remove(SchemaResolver resolver) {
    ALL.removeIf(each -> each.get() == resolver || each.get() == null);
  }

  /** Resets each resolver that has this address. */
  private static void reset(URI address) {
    for (WeakReference<SchemaResolver> each : ALL) {
      SchemaResolver resolver = each.get();
      if (resolver != null && hasAddress(resolver, address)) {
        resolver.reset();
      }
    }
  }

  private static boolean hasAddress(SchemaResolver resolver, URI address) {
    return resolver.registry().endpoints().stream()
        .anyMatch(url -> isSame(URI.create(url), address));
  }

  /** On loopback, only ports are compared, since the host has many names. */
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

  /** Registers with the test artifact if it is on the class path. */
  private static void registerReset() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    registerReset(OpenResolvers.class.getClassLoader());
    if (context != null) {
      registerReset(context);
    }
  }

  private static void registerReset(ClassLoader loader) {
    try {
      Class.forName(CLEARED_REGISTRIES, true, loader)
          .getMethod("onClear", Consumer.class)
          .invoke(null, RESET);
    } catch (ReflectiveOperationException | LinkageError e) {
      // The artifact is not on the class path, as in production.
    }
  }
}
