// SPDX-License-Identifier: Apache-2.0
package io.confluent.kafka.schemaregistry.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An annotation of the name and the attributes that declared schemas are recognised by. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Schema {

  String value();

  SchemaReference[] refs() default {};
}
