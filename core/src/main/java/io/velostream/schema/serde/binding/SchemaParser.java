// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaFormat;

/**
 * Parses registered schemas of one format.
 *
 * @param <S> the format's parsed schema
 */
record SchemaParser<S>(SchemaResolver resolver, SchemaFormat<S> format) {

  /**
   * The parsed schema.
   *
   * @throws InvalidSchemaException also if the schema has another format
   */
  S parse(RegisteredSchema schema) {
    requireFormat(schema);
    return resolver.parse(schema, format);
  }

  /** The parsed schema, for writing: provisional references are confirmed first. */
  S parseToWrite(RegisteredSchema schema) {
    requireFormat(schema);
    return resolver.parseToWrite(schema, format);
  }

  private void requireFormat(RegisteredSchema schema) {
    String type = schema.definition().type();
    if (!type.equals(format.type())) {
      throw new InvalidSchemaException(
          schema.name() + " is a schema of type " + type + ", not " + format.type());
    }
  }

  /** The estimated bytes of a parsed schema. */
  long bytes(RegisteredSchema schema, S parsed) {
    return format.estimatedBytes(parsed, ResolvedSchema.withoutReferences(schema.definition()));
  }

  /** The expiry of the parsed form, which may refer to a newest version. */
  Expiry expiry(RegisteredSchema schema, BindingExpiry bindingExpiry, Expiry start) {
    boolean follows =
        !schema.definition().references().isEmpty() && resolver.resolve(schema).followsLatest();
    return follows ? bindingExpiry.following(start) : start;
  }
}
