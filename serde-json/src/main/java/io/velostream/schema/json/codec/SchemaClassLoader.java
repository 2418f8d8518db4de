// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.serde.config.ClassAllowList;
import io.velostream.schema.text.Excerpt;
import org.jspecify.annotations.Nullable;

/** Loads the classes that schemas name, if the {@link ClassAllowList} allows them. */
final class SchemaClassLoader {

  private final ClassAllowList allowList;
  private final @Nullable ClassLoader loader;

  /**
   * Creates a loader.
   *
   * @param allowList the allowed classes
   * @param loader the class loader; null for the loader of this library
   */
  SchemaClassLoader(ClassAllowList allowList, @Nullable ClassLoader loader) {
    this.allowList = allowList;
    this.loader = loader;
  }

  /** Whether no class is allowed. */
  boolean isEmpty() {
    return allowList.isEmpty();
  }

  /**
   * Loads a class.
   *
   * @throws InvalidSchemaException when the class is not allowed or does not exist
   */
  Class<?> load(String name) {
    if (!allowList.allows(name)) {
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
    ClassLoader from = loader == null ? SchemaClassLoader.class.getClassLoader() : loader;
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
}
