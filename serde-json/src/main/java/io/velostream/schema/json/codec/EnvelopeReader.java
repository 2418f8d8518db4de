// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads envelopes: JSON objects with the fields {@code schema} and {@code payload}, whose payload
 * conforms to that schema. The optional field {@code references} has the schema's references, in
 * the form of the registry's REST interface; {@code resolvedReferences} is ignored. An object with
 * any other field is not an envelope. {@code
 * io.confluent.kafka.schemaregistry.json.JsonSchemaUtils.envelope} creates envelopes. Thread-safe.
 */
final class EnvelopeReader {

  private static final String SCHEMA = "schema";
  private static final String PAYLOAD = "payload";
  private static final String REFERENCES = "references";
  private static final Set<String> FIELDS =
      Set.of(SCHEMA, PAYLOAD, REFERENCES, "resolvedReferences");

  /** Maximum number of cached schemas. The cache is cleared when it is full. */
  private static final int MAX_CACHED = 1_000;

  /**
   * The schema fields of an envelope.
   *
   * @param references a missing node when there are none
   */
  private record Key(JsonNode schema, JsonNode references) {}

  private final Map<Key, JsonSchema> schemas = new ConcurrentHashMap<>();

  /**
   * Returns the schema of an envelope; null for other values.
   *
   * @throws InvalidSchemaException when the schema or its references are invalid
   */
  @Nullable JsonSchema schemaOf(Object value) {
    if (!isEnvelope(value)) {
      return null;
    }
    ObjectNode envelope = (ObjectNode) value;
    Key key = new Key(envelope.get(SCHEMA), envelope.path(REFERENCES));
    JsonSchema schema = schemas.get(key);
    if (schema == null) {
      schema = parse(key);
      if (schemas.size() >= MAX_CACHED) {
        schemas.clear();
      }
      schemas.put(new Key(key.schema.deepCopy(), key.references.deepCopy()), schema);
    }
    return schema;
  }

  private static JsonSchema parse(Key key) {
    String text = key.schema.isTextual() ? key.schema.textValue() : SchemaTexts.print(key.schema);
    List<SchemaReference> references = references(key.references);
    return references.isEmpty()
        ? JsonSchema.parse(text)
        : JsonSchema.unresolved(
            new SchemaDefinition(JsonFormat.TYPE, text, references, null, null));
  }

  private static List<SchemaReference> references(JsonNode node) {
    if (!node.isArray() && !node.isMissingNode() && !node.isNull()) {
      throw new InvalidSchemaException(
          "the field references of an envelope must be an array, not a " + node.getNodeType());
    }
    List<SchemaReference> references = new ArrayList<>();
    for (JsonNode each : node) {
      JsonNode name = each.path("name");
      JsonNode subject = each.path("subject");
      JsonNode version = each.path("version");
      if (!name.isTextual()
          || !subject.isTextual()
          || !version.isIntegralNumber()
          || !version.canConvertToInt()) {
        throw new InvalidSchemaException(
            "each of the references of an envelope needs name and subject as strings, and"
                + " version as an integer");
      }
      references.add(
          new SchemaReference(name.textValue(), subject.textValue(), version.intValue()));
    }
    return references;
  }

  /** Returns the payload of an envelope; other values unchanged. */
  Object payloadOf(Object value) {
    return isEnvelope(value) ? ((ObjectNode) value).get(PAYLOAD) : value;
  }

  private static boolean isEnvelope(Object value) {
    if (!(value instanceof ObjectNode object) || object.size() < 2 || !object.has(PAYLOAD)) {
      return false;
    }
    JsonNode schema = object.path(SCHEMA);
    if (!schema.isObject() && !schema.isTextual()) {
      return false;
    }
    for (var names = object.fieldNames(); names.hasNext(); ) {
      if (!FIELDS.contains(names.next())) {
        return false;
      }
    }
    return true;
  }
}
