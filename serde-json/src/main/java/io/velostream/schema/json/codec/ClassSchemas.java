// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.json.generate.DeclaredSchema;
import io.velostream.schema.json.generate.GenerationSettings;
import io.velostream.schema.json.generate.SchemaGenerator;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.json.value.JsonSchemaResource;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.text.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Caches the schemas of classes: from {@link JsonSchemaResource}, from an annotation, or generated.
 * Created once per class.
 */
final class ClassSchemas {

  private final Map<Class<?>, JsonSchema> byClass = new ConcurrentHashMap<>();
  private final Map<JavaType, JsonSchema> byType = new ConcurrentHashMap<>();
  private final SchemaGenerator generation;

  ClassSchemas(ObjectMapper mapper, GenerationSettings settings) {
    this.generation = new SchemaGenerator(mapper, settings);
  }

  /**
   * Returns the schema of a class.
   *
   * @throws InvalidSchemaException when none can be created
   */
  JsonSchema of(Class<?> type) {
    JsonSchema schema = byClass.get(type);
    if (schema == null) {
      schema = create(type);
      byClass.put(type, schema);
    }
    return schema;
  }

  /**
   * Returns the schema of a type with its type arguments.
   *
   * @throws InvalidSchemaException when none can be created
   */
  JsonSchema of(JavaType type) {
    JsonSchema schema = byType.get(type);
    if (schema == null) {
      schema = generate(type);
      byType.put(type, schema);
    }
    return schema;
  }

  private JsonSchema generate(JavaType type) {
    try {
      return JsonSchema.parse(generation.textFor(type));
    } catch (RuntimeException | IOException e) {
      throw unavailable(type.toCanonical(), e, e.getMessage());
    } catch (StackOverflowError e) {
      throw unavailable(type.toCanonical(), null, "it is nested too deeply");
    }
  }

  private JsonSchema create(Class<?> type) {
    JsonSchemaResource annotation = type.getAnnotation(JsonSchemaResource.class);
    try {
      if (annotation != null) {
        return JsonSchema.parse(readResource(type, annotation.value()));
      }
      DeclaredSchema declared = DeclaredSchema.of(type);
      return declared == null
          ? JsonSchema.parse(generation.textFor(type))
          : parseDeclared(declared);
    } catch (RuntimeException | IOException e) {
      throw unavailable(type.getName(), e, e.getMessage());
    } catch (StackOverflowError e) {
      throw unavailable(type.getName(), null, "it is nested too deeply");
    }
  }

  /**
   * Parses an annotated schema and removes white space between tokens, as other serializers do
   * before they register it.
   */
  private static JsonSchema parseDeclared(DeclaredSchema schema) {
    String text = SchemaTexts.print(SchemaTexts.parse(schema.text(), "declared"));
    return schema.references().isEmpty()
        ? JsonSchema.parse(text)
        : JsonSchema.unresolved(
            new SchemaDefinition(JsonFormat.TYPE, text, schema.references(), null, null));
  }

  private static InvalidSchemaException unavailable(
      String type, @Nullable Throwable cause, @Nullable String why) {
    return new InvalidSchemaException(
        "cannot create a JSON Schema for " + type + ": " + Excerpt.of(String.valueOf(why)), cause);
  }

  private static String readResource(Class<?> type, String name) throws IOException {
    try (InputStream stream = type.getResourceAsStream(name)) {
      if (stream == null) {
        throw new InvalidSchemaException("there is no resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
