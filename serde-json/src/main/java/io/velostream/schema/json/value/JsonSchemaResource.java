// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.value;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the JSON Schema of a class, which replaces a generated one. The schema must not have
 * external references.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface JsonSchemaResource {

  /**
   * The name of a resource with the schema text in UTF-8, as for {@link Class#getResource}:
   * relative to the class, or absolute with a leading slash.
   */
  String value();
}
