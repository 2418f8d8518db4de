// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes that schemas may name. A schema comes from outside: without a list, whoever may
 * register a schema chooses which class of ours is filled. Nothing else is so much as loaded.
 */
final class AllowedTypes {

  private static final String ALL = "*";

  private final List<String> listed;
  private final @Nullable ClassLoader loader;

  /**
   * A list.
   *
   * @param listed packages and classes
   * @param loader where classes are looked for first; null for that of this library
   */
  AllowedTypes(List<String> listed, @Nullable ClassLoader loader) {
    this.listed = listed.stream().map(String::trim).filter(each -> !each.isEmpty()).toList();
    this.loader = loader;
  }

  /** Whether no class may be named. */
  boolean isEmpty() {
    return listed.isEmpty();
  }

  /**
   * The class of a name.
   *
   * @throws InvalidSchemaException when it is not allowed, or not there
   */
  Class<?> find(String name) {
    if (listed.stream().noneMatch(each -> allows(each, name))) {
      throw new InvalidSchemaException(
          "the schema names the class "
              + Excerpt.of(name)
              + ", which "
              + JsonKeys.ALLOWED_PACKAGES
              + " does not allow; add its package there if the schema is trusted, or name the class"
              + " to read into with "
              + JsonKeys.VALUE_TYPE
              + " or "
              + JsonKeys.KEY_TYPE
              + " (java.util.Map or com.fasterxml.jackson.databind.JsonNode for any JSON)");
    }
    ClassLoader from = loader == null ? AllowedTypes.class.getClassLoader() : loader;
    try {
      return Class.forName(name, false, from);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new InvalidSchemaException(
          "the schema names the class "
              + Excerpt.of(name)
              + ", which is not on the class path; name the class to read into with "
              + JsonKeys.VALUE_TYPE
              + " or "
              + JsonKeys.KEY_TYPE,
          e);
    }
  }

  private static boolean allows(String entry, String name) {
    return entry.equals(ALL)
        || name.equals(entry)
        || name.startsWith(entry + ".")
        || name.startsWith(entry + "$");
  }
}
