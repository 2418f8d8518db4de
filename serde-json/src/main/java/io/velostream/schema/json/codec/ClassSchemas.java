// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.json.generate.DeclaredSchema;
import io.velostream.schema.json.generate.GenerationSettings;
import io.velostream.schema.json.generate.SchemaGeneration;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.json.value.JsonSchemaResource;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of classes: given by {@link JsonSchemaResource} or a declaration, or generated. Made
 * once a class.
 */
final class ClassSchemas {

  private final Map<Class<?>, JsonSchema> known = new ConcurrentHashMap<>();
  private final Map<JavaType, JsonSchema> knownTypes = new ConcurrentHashMap<>();
  private final SchemaGeneration generation;

  ClassSchemas(ObjectMapper mapper, GenerationSettings settings) {
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

  /**
   * The schema of a type with its type arguments.
   *
   * @throws InvalidSchemaException when none can be had
   */
  JsonSchema of(JavaType type) {
    JsonSchema schema = knownTypes.get(type);
    if (schema == null) {
      schema = generated(type);
      knownTypes.put(type, schema);
    }
    return schema;
  }

  private JsonSchema generated(JavaType type) {
    try {
      return JsonSchema.parse(generation.textFor(type));
    } catch (RuntimeException | IOException e) {
      throw unavailable(type.toCanonical(), e, e.getMessage());
    } catch (StackOverflowError e) {
      throw unavailable(type.toCanonical(), null, "it nests too deep");
    }
  }

  private JsonSchema made(Class<?> type) {
    JsonSchemaResource given = type.getAnnotation(JsonSchemaResource.class);
    try {
      if (given != null) {
        return JsonSchema.parse(resource(type, given.value()));
      }
      DeclaredSchema declared = DeclaredSchema.of(type);
      return declared == null ? JsonSchema.parse(generation.textFor(type)) : declared(declared);
    } catch (RuntimeException | IOException e) {
      throw unavailable(type.getName(), e, e.getMessage());
    } catch (StackOverflowError e) {
      throw unavailable(type.getName(), null, "it nests too deep");
    }
  }

  /** In the form in which other serializers register it: without white space between its tokens. */
  private static JsonSchema declared(DeclaredSchema schema) {
    String text = SchemaTexts.print(SchemaTexts.parse(schema.text(), "declared"));
    return schema.references().isEmpty()
        ? JsonSchema.parse(text)
        : JsonSchema.unresolved(
            new SchemaDefinition(JsonFormat.TYPE, text, schema.references(), null, null));
  }

  private static InvalidSchemaException unavailable(
      String type, @Nullable Throwable cause, @Nullable String why) {
    return new InvalidSchemaException(
        "no JSON Schema can be had for " + type + ": " + Excerpt.of(String.valueOf(why)), cause);
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
