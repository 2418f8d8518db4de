// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.testing.protocol.Json;
import io.velostream.schema.testing.protocol.RestException;
import java.util.List;

/** JSON Schema, of which the registry asks only that it is a JSON object or boolean. */
final class JsonSchemaType implements SchemaType {

  @Override
  public String compact(SourceText source) {
    return Json.print(parse(source.text()));
  }

  @Override
  public String normalized(SourceText source) {
    return Json.print(Json.sorted(parse(source.text())));
  }

  @Override
  public String canonical(SourceText source) {
    return Json.print(Json.rounded(parse(source.text())));
  }

  @Override
  public List<String> incompatibilities(SourceText reader, SourceText writer) {
    return List.of();
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode tree = Json.readExact(text);
      if (!tree.isObject() && !tree.isBoolean()) {
        throw RestException.invalidSchema("a JSON schema is an object or a boolean");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw RestException.invalidSchema(e.getOriginalMessage());
    }
  }
}
