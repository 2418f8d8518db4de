// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configured allow list of classes that schemas may name. Schemas are untrusted input: without
 * an allow list, anyone who can register a schema could select the classes that are loaded.
 *
 * <p>An entry is the name of a package, which allows its subpackages, too; the name of a class,
 * which allows its nested classes, too; or {@code *}, which allows all classes. Immutable.
 */
public final class ClassAllowList {

  private static final String ALL = "*";

  private final Set<String> entries;

  /**
   * Creates an allow list.
   *
   * @param entries names of packages and classes; white space around names and empty names are
   *     ignored
   */
  public ClassAllowList(Collection<String> entries) {
    this.entries =
        entries.stream()
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether no class is allowed. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * Whether a class is allowed.
   *
   * @param className the binary name of the class, with {@code $} before nested classes
   */
  public boolean allows(String className) {
    return entries.contains(ALL)
        || entries.contains(className)
        || entries.stream().anyMatch(entry -> isWithin(className, entry));
  }

  private static boolean isWithin(String className, String entry) {
    if (className.length() <= entry.length() || !className.startsWith(entry)) {
      return false;
    }
    char separator = className.charAt(entry.length());
    return separator == '.' || separator == '$';
  }
}
