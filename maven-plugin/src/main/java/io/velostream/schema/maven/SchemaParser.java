// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.evolution.validation.StrictValidation;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;

/** Parses schemas of files; messages name the file. */
final class SchemaParser {

  private SchemaParser() {}

  /**
   * Parses a schema as serializers do.
   *
   * @throws InvalidSchemaException if it does not parse
   */
  static void parse(LocalSchema schema, ResolvedSchema resolved) {
    try {
      if (schema.type().equals(AvroFormat.TYPE)) {
        Object unused = AvroFormat.INSTANCE.parse(resolved);
      } else {
        Object unused = JsonFormat.INSTANCE.parse(resolved);
      }
    } catch (InvalidSchemaException e) {
      throw invalid(schema, e);
    }
  }

  /**
   * Parses a schema strictly: names and defaults of Avro, and all keywords of JSON Schema, must be
   * as the specification says.
   *
   * @throws InvalidSchemaException if it is not valid
   */
  static void validate(LocalSchema schema, ResolvedSchema resolved) {
    try {
      StrictValidation.requireValid(resolved);
    } catch (InvalidSchemaException e) {
      throw invalid(schema, e);
    }
  }

  private static InvalidSchemaException invalid(LocalSchema schema, RuntimeException cause) {
    return new InvalidSchemaException(
        schema.file() + " is not valid: " + cause.getMessage(), cause);
  }
}
