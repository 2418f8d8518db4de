// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.validation;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.SchemaValidation;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * Validates schemas before they are registered, as strictly as their specifications are: names and
 * defaults of Avro, and all keywords, patterns and references of JSON Schema. Serializers are more
 * lenient toward schemas that others have registered. No state; safe for use by many threads.
 */
public final class StrictValidation {

  private StrictValidation() {}

  /**
   * Validates a schema.
   *
   * @param schema an Avro or JSON Schema with all that it refers to
   * @throws InvalidSchemaException if it is not valid, or of another language
   * @throws io.velostream.schema.model.InvalidReferenceException if a reference is not resolved
   */
  public static void requireValid(ResolvedSchema schema) {
    switch (schema.definition().type()) {
      case AvroFormat.TYPE -> requireValidAvro(schema);
      case JsonFormat.TYPE -> SchemaValidation.requireValid(schema);
      default ->
          throw new InvalidSchemaException(
              "schemas of type "
                  + schema.definition().type()
                  + " cannot be validated, only AVRO and JSON");
    }
  }

  private static void requireValidAvro(ResolvedSchema schema) {
    Object unused = AvroFormat.INSTANCE.parse(schema.requireComplete());
    Schema.Parser strict = new Schema.Parser(NameValidator.STRICT_VALIDATOR);
    try {
      unused = strict.setValidateDefaults(true).parse(AvroFormat.INSTANCE.flatten(schema));
    } catch (AvroRuntimeException e) {
      throw new InvalidSchemaException(String.valueOf(e.getMessage()), e);
    }
  }
}
