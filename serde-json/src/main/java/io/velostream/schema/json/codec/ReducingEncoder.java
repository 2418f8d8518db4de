// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes values in a version that may be older than they are. A value that the schema admits is
 * written as it is. From another one, the properties that closed objects ({@code
 * additionalProperties: false}) do not list are removed; if the schema does not admit the rest
 * either, the value is refused.
 */
final class ReducingEncoder implements ValueEncoder {

  private final ValueEncoder encoder;
  private final JsonSchema schema;
  private final ObjectMapper mapper;
  private final JsonSettings.Validation limits;
  private final Consumer<String> onLoss;

  /**
   * An encoder.
   *
   * @param encoder writes values without validation
   * @param schema the schema of the version
   * @param mapper reads and writes trees
   * @param onLoss is told the first property of each value that is removed
   */
  ReducingEncoder(
      ValueEncoder encoder,
      JsonSchema schema,
      ObjectMapper mapper,
      JsonSettings.Validation limits,
      Consumer<String> onLoss) {
    this.encoder = encoder;
    this.schema = schema;
    this.mapper = mapper;
    this.limits = limits;
    this.onLoss = onLoss;
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    byte[] bytes = encoder.encode(value, frame);
    try {
      JsonNode tree = mapper.readTree(bytes, frame.length, bytes.length - frame.length);
      if (isAdmitted(tree)) {
        return bytes;
      }
      List<String> removed = new ArrayList<>();
      reduce(tree, schema.root(), "", removed);
      if (removed.isEmpty() || !isAdmitted(tree)) {
        throw new InvalidValueException(
            "the value does not fit the version that the rollout has chosen", null);
      }
      onLoss.accept("property " + removed.get(0));
      return framed(frame, mapper.writeValueAsBytes(tree));
    } catch (JsonProcessingException e) {
      throw new InvalidValueException("the value is no JSON", e);
    } catch (IOException e) {
      throw new InvalidValueException("the value cannot be read again", e);
    }
  }

  private boolean isAdmitted(JsonNode tree) {
    return schema.admits(tree, limits.maxRegexSteps(), limits.maxSteps());
  }

  private static void reduce(JsonNode tree, JsonNode schema, String path, List<String> removed) {
    JsonNode properties = schema.path("properties");
    if (tree instanceof ObjectNode object) {
      boolean isClosed =
          schema.path("additionalProperties").isBoolean()
              && !schema.path("additionalProperties").booleanValue();
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String place = path.isEmpty() ? name : path + "." + name;
        if (properties.has(name)) {
          reduce(object.get(name), properties.get(name), place, removed);
        } else if (isClosed) {
          object.remove(name);
          removed.add(place);
        }
      }
    } else if (tree.isArray()) {
      tree.forEach(each -> reduce(each, schema.path("items"), path, removed));
    }
  }

  private static byte[] framed(byte[] frame, byte[] payload) {
    byte[] framed = new byte[frame.length + payload.length];
    System.arraycopy(frame, 0, framed, 0, frame.length);
    System.arraycopy(payload, 0, framed, frame.length, payload.length);
    return framed;
  }
}
