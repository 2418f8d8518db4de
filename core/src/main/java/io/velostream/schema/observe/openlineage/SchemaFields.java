// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.velostream.schema.model.RegisteredSchema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fields of the schema facet, from the text of a schema. */
final class SchemaFields {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaFields.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaFields() {}

  /**
   * The fields of a schema; none if its language is another one, it has no fields, or its text
   * cannot be read.
   */
  static ArrayNode of(RegisteredSchema schema, KnownSchemas known, FieldList list) {
    try {
      return switch (schema.definition().type()) {
        case "AVRO" -> new AvroFields(known, list).of(schema);
        case "JSON" -> new JsonSchemaFields(known, list).of(schema);
        case "PROTOBUF" -> new ProtobufFields(known, list).of(schema);
        default -> FieldList.empty();
      };
    } catch (JsonProcessingException | RuntimeException e) {
      LOG.debug("The fields of {} could not be read", schema.name(), e);
      return FieldList.empty();
    }
  }

  /** The text of a schema as JSON. A bare name, which Avro's parser accepts, is a JSON string. */
  static JsonNode parse(RegisteredSchema schema) throws JsonProcessingException {
    return JSON.readTree(schema.definition().text());
  }
}
