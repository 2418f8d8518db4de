// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.jackson;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The properties of JSON objects, as by {@code JsonNode.properties()} of Jackson 2.15. */
public final class JsonObjects {

  private JsonObjects() {}

  /** The properties of an object in their order; none for any other node. */
  public static Iterable<Map.Entry<String, JsonNode>> properties(JsonNode object) {
    return () -> iterator(object);
  }

  /** The same as an iterator. */
  @SuppressWarnings("deprecation") // the other method is not in Jackson 2.14
  public static Iterator<Map.Entry<String, JsonNode>> iterator(JsonNode object) {
    return object.fields();
  }

  /** The same as a stream. */
  public static Stream<Map.Entry<String, JsonNode>> stream(JsonNode object) {
    return StreamSupport.stream(properties(object).spliterator(), false);
  }
}
