// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Envelopes: JSON objects of exactly two fields, {@code schema} and {@code payload}, which say in
 * what schema the payload is to be written. {@code
 * io.confluent.kafka.schemaregistry.json.JsonSchemaUtils.envelope} makes them. Safe for use by many
 * threads.
 */
final class Envelopes {

  private static final String SCHEMA = "schema";
  private static final String PAYLOAD = "payload";

  /** Schemas kept parsed; beyond them all are forgotten, which costs parsing them again. */
  private static final int MOST = 1_000;

  private final Map<JsonNode, JsonSchema> known = new ConcurrentHashMap<>();

  /** The schema of an envelope; null for any other value. */
  @Nullable JsonSchema schemaOf(Object value) {
    if (!isEnvelope(value)) {
      return null;
    }
    JsonNode node = ((ObjectNode) value).get(SCHEMA);
    JsonSchema schema = known.get(node);
    if (schema == null) {
      schema = JsonSchema.parse(node.isTextual() ? node.textValue() : SchemaTexts.print(node));
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(node.deepCopy(), schema);
    }
    return schema;
  }

  /** What an envelope holds; any other value as it is. */
  Object payloadOf(Object value) {
    return isEnvelope(value) ? ((ObjectNode) value).get(PAYLOAD) : value;
  }

  private static boolean isEnvelope(Object value) {
    if (!(value instanceof ObjectNode object) || object.size() != 2 || !object.has(PAYLOAD)) {
      return false;
    }
    JsonNode schema = object.path(SCHEMA);
    return schema.isObject() || schema.isTextual();
  }
}
