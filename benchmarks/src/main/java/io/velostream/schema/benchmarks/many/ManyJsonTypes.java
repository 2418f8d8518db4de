// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.many;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.schema.JsonSchema;
import java.util.HashMap;
import java.util.Map;

/** The objects of {@link ManyTypes} as classes and trees in JSON, and the schemas of both. */
public final class ManyJsonTypes {

  private final ManyTypes types = ManyTypes.reflected();
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<Integer, JsonSchema> schemas = new HashMap<>();
  private final boolean isTree;

  /** Takes tree, or pojo for objects of classes. */
  public ManyJsonTypes(String kind) {
    this.isTree = kind.equals("tree");
  }

  Class<?> type(int number) {
    return isTree ? JsonNode.class : types.reflectedType(number);
  }

  Object value(int number) {
    Object object = types.value(number);
    return isTree ? mapper.valueToTree(object) : object;
  }

  /** As it is generated from the class of a column: null, or text or a number. */
  JsonSchema schema(int number) {
    return schemas.computeIfAbsent(number, this::newSchema);
  }

  private JsonSchema newSchema(int number) {
    ObjectNode schema = mapper.createObjectNode();
    schema.put("title", "Row" + number).put("type", "object").put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    for (var field : types.reflectedType(number).getFields()) {
      ArrayNode choice = properties.putObject(field.getName()).putArray("oneOf");
      choice.addObject().put("type", "null");
      choice.addObject().put("type", word(field.getType()));
    }
    return JsonSchema.parse(schema.toString());
  }

  private static String word(Class<?> type) {
    return type == String.class ? "string" : type == Long.class ? "integer" : "number";
  }
}
