// SPDX-License-Identifier: Apache-2.0
package io.confluent.kafka.schemaregistry.annotations;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** What a declared schema refers to. */
@Retention(RetentionPolicy.RUNTIME)
public @interface SchemaReference {

  String name();

  String subject();

  int version();
}
