// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * Removes the property {@code avro.java.string}, which selects the Java class for the strings of a
 * schema.
 */
public final class JavaStringProperty {

  private static final JsonMapper MAPPER = new JsonMapper();

  private JavaStringProperty() {}

  /** Returns the schema without the property in any of its parts. */
  public static Schema removedFrom(Schema schema) {
    try {
      JsonNode tree = MAPPER.readTree(schema.toString());
      remove(tree);
      return NameValidation.lenientParser().parse(tree.toString());
    } catch (JsonProcessingException e) {
      throw new InvalidSchemaException(
          "cannot read the schema " + schema.getFullName() + ": " + ExceptionMessages.of(e));
    }
  }

  private static void remove(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(GenericData.STRING_PROP);
      for (Map.Entry<String, JsonNode> property : JsonObjects.properties(object)) {
        if (!property.getKey().equals("default")) {
          remove(property.getValue());
        }
      }
    } else {
      node.forEach(JavaStringProperty::remove);
    }
  }
}
