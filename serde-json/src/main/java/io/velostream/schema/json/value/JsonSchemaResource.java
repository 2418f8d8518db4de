// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.value;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the JSON Schema of a class, in place of one generated from it. The schema must hold all
 * that it refers to.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface JsonSchemaResource {

  /**
   * The name of a resource with the schema's text in UTF-8, as {@link Class#getResource} takes it:
   * relative to the class, or absolute with a leading slash.
   */
  String value();
}
