// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import io.velostream.schema.testing.model.CompatibilityChecker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The checkers that modules on the class path provide: a resource with a line {@code TYPE=CLASS},
 * and a public static method of the signature of {@link CompatibilityChecker} in that class. The
 * registry depends on none of these modules.
 */
final class ProvidedCheckers {

  private static final String RESOURCE = "META-INF/velostream/compatibility-checkers.properties";

  private ProvidedCheckers() {}

  /**
   * Finds the checkers. A class that cannot be loaded, for want of a library of its own, is left
   * out.
   *
   * @return by schema type
   */
  static Map<String, CompatibilityChecker> find() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? ProvidedCheckers.class.getClassLoader() : context;
    Map<String, CompatibilityChecker> checkers = new TreeMap<>();
    try {
      for (URL each : Collections.list(loader.getResources(RESOURCE))) {
        Properties lines = new Properties();
        try (InputStream in = each.openStream()) {
          lines.load(in);
        }
        lines.forEach((type, name) -> add(checkers, type.toString(), name.toString(), loader));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    return checkers;
  }

  private static void add(
      Map<String, CompatibilityChecker> checkers, String type, String name, ClassLoader loader) {
    try {
      Method checker =
          Class.forName(name, true, loader)
              .getMethod("incompatibilities", String.class, Map.class, String.class, Map.class);
      checkers.put(
          type,
          (reader, readerReferences, writer, writerReferences) ->
              call(checker, reader, readerReferences, writer, writerReferences));
    } catch (ReflectiveOperationException | LinkageError e) {
      // as if the module were not there
    }
  }

  private static List<String> call(Method checker, Object... texts) {
    try {
      return ((List<?>) checker.invoke(null, texts)).stream().map(String::valueOf).toList();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(checker + " is not open to this module", e);
    }
  }
}
