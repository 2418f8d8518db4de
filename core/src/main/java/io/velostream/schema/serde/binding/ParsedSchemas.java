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
record ParsedSchemas<S>(SchemaResolver resolver, SchemaFormat<S> format) {

  /**
   * The parsed schema.
   *
   * @throws InvalidSchemaException also when the schema is of another format
   */
  S parse(RegisteredSchema schema) {
    requireFormat(schema);
    return resolver.parse(schema, format);
  }

  /** The same, to write records in: what is doubted of its references is confirmed first. */
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

  /** Roughly what a parsed schema takes in memory, in bytes. */
  long bytes(RegisteredSchema schema, S parsed) {
    return format.estimatedBytes(parsed, ResolvedSchema.withoutReferences(schema.definition()));
  }

  /** How long the parsed form is the right one: it may refer to a newest version. */
  Expiry expiry(RegisteredSchema schema, BindingExpiry clock, Expiry start) {
    boolean follows =
        !schema.definition().references().isEmpty() && resolver.resolve(schema).followsLatest();
    return follows ? clock.following(start) : start;
  }
}
