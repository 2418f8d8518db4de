// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

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
   * Parses a schema strictly: names and defaults of Avro must be as the specification says, and
   * values must be able to be validated by a JSON Schema.
   *
   * @throws InvalidSchemaException if it is not valid
   */
  static void validate(LocalSchema schema, ResolvedSchema resolved) {
    parse(schema, resolved);
    try {
      if (schema.type().equals(AvroFormat.TYPE)) {
        Schema.Parser strict = new Schema.Parser(NameValidator.STRICT_VALIDATOR);
        Object unused =
            strict.setValidateDefaults(true).parse(AvroFormat.INSTANCE.flatten(resolved));
      } else {
        JsonSchema parsed = JsonFormat.INSTANCE.parse(resolved);
        Object unused = parsed.program(JsonKeys.DEFAULT_REGEX_MAX_STEPS);
      }
    } catch (AvroRuntimeException | InvalidSchemaException e) {
      throw invalid(schema, e);
    }
  }

  private static InvalidSchemaException invalid(LocalSchema schema, RuntimeException cause) {
    return new InvalidSchemaException(
        schema.file() + " is not valid: " + cause.getMessage(), cause);
  }
}
