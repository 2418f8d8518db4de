// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.json.schema.SchemaTexts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Changes of schemas that say nothing of values. */
final class AnnotatedSchemas {

  private final Random random;

  AnnotatedSchemas(Random random) {
    this.random = random;
  }

  /** The same schema with other annotations and another order of keywords, all the way down. */
  JsonNode of(JsonNode schema) {
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode copy = schema.deepCopy();
    for (Keywords.Child child : Keywords.children(schema)) {
      JsonPointer place = JsonPointer.compile(child.pointer());
      JsonNode parent = copy.at(place.head());
      if (parent instanceof ArrayNode list) {
        list.set(place.last().getMatchingIndex(), of(child.schema()));
      } else {
        ((ObjectNode) parent).set(place.last().getMatchingProperty(), of(child.schema()));
      }
    }
    List<Map.Entry<String, JsonNode>> fields =
        JsonObjects.stream(copy).collect(Collectors.toList());
    Collections.shuffle(fields, random);
    ObjectNode shuffled = SchemaTexts.MAPPER.createObjectNode();
    if (random.nextBoolean()) {
      shuffled.put("title", "title " + random.nextInt());
    }
    fields.forEach(each -> shuffled.set(each.getKey(), each.getValue()));
    switch (random.nextInt(5)) {
      case 0 -> shuffled.put("description", "drawn");
      case 1 -> shuffled.putArray("examples").add(1);
      case 2 -> shuffled.put("x-note", random.nextInt()).put("deprecated", true);
      case 3 -> shuffled.put("default", 1).put("$comment", "a note");
      default -> {}
    }
    return shuffled;
  }
}
