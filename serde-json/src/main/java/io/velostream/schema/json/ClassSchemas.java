// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.model.InvalidSchemaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The schemas of classes: given by {@link JsonSchemaResource}, or generated. Made once a class. */
final class ClassSchemas {

  private final Map<Class<?>, JsonSchema> known = new ConcurrentHashMap<>();
  private final SchemaGeneration generation;

  ClassSchemas(ObjectMapper mapper, JsonSettings.Generation settings) {
    this.generation = new SchemaGeneration(mapper, settings);
  }

  /**
   * The schema of a class.
   *
   * @throws InvalidSchemaException when none can be had
   */
  JsonSchema of(Class<?> type) {
    JsonSchema schema = known.get(type);
    if (schema == null) {
      schema = made(type);
      known.put(type, schema);
    }
    return schema;
  }

  private JsonSchema made(Class<?> type) {
    JsonSchemaResource given = type.getAnnotation(JsonSchemaResource.class);
    try {
      return JsonSchema.parse(
          given == null ? generation.textFor(type) : resource(type, given.value()));
    } catch (RuntimeException | IOException e) {
      throw unavailable(type, e, e.getMessage());
    } catch (StackOverflowError e) {
      throw unavailable(type, null, "it nests too deep");
    }
  }

  private static InvalidSchemaException unavailable(
      Class<?> type, @Nullable Throwable cause, @Nullable String why) {
    return new InvalidSchemaException(
        "no JSON Schema can be had for " + type.getName() + ": " + Excerpt.of(String.valueOf(why)),
        cause);
  }

  private static String resource(Class<?> type, String name) throws IOException {
    try (InputStream stream = type.getResourceAsStream(name)) {
      if (stream == null) {
        throw new InvalidSchemaException("there is no resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
