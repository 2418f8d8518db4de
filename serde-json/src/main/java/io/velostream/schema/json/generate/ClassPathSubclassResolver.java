// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.kjetland.jackson.jsonSchema.SubclassesResolver;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ScanResult;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;

/**
 * Finds subclasses on the class path, for hierarchies whose type ids are class names and whose
 * annotations list no subclasses. A scan may take seconds. It runs at first use, once per base
 * class and context class loader, and its scan result is released immediately.
 */
final class ClassPathSubclassResolver extends SubclassesResolver {

  /** Weak references, so that class loaders can be unloaded. */
  private static final ClassValue<Map<ClassLoader, List<WeakReference<Class<?>>>>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Map<ClassLoader, List<WeakReference<Class<?>>>> computeValue(Class<?> type) {
          return Collections.synchronizedMap(new WeakHashMap<>());
        }
      };

  @Override
  public List<Class<?>> getSubclasses(Class<?> type) {
    Map<ClassLoader, List<WeakReference<Class<?>>>> known = KNOWN.get(type);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    List<WeakReference<Class<?>>> found = known.get(context);
    if (found == null) {
      List<Class<?>> scanned = scanned(type);
      known.put(
          context, scanned.stream().<WeakReference<Class<?>>>map(WeakReference::new).toList());
      return scanned;
    }
    return found.stream().<Class<?>>map(WeakReference::get).filter(Objects::nonNull).toList();
  }

  private static List<Class<?>> scanned(Class<?> type) {
    ClassGraph graph = new ClassGraph().enableClassInfo();
    if (type.getClassLoader() != null) {
      graph.addClassLoader(type.getClassLoader());
    }
    try (ScanResult result = graph.scan()) {
      return List.copyOf(
          (type.isInterface()
                  ? result.getClassesImplementing(type.getName())
                  : result.getSubclasses(type.getName()))
              .loadClasses());
    }
  }
}
