// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Generates the schemas of classes as an object mapper writes them. Thread-safe. */
public final class SchemaGenerator {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaGenerator.class);

  private final ObjectMapper mapper;
  private final GenerationSettings settings;
  private final CompatibleSchemaGenerator compatible;
  private final StrictSchemaGenerator strict;

  /**
   * Creates a generator.
   *
   * @param mapper the mapper that writes the values; not modified
   * @param settings the settings of the generation
   */
  public SchemaGenerator(ObjectMapper mapper, GenerationSettings settings) {
    this.mapper = mapper;
    this.settings = settings;
    this.compatible = new CompatibleSchemaGenerator(mapper, settings);
    this.strict = new StrictSchemaGenerator(mapper, settings);
  }

  /**
   * Generates the schema text of a class.
   *
   * @throws JsonMappingException when Jackson cannot describe the class
   */
  public String textFor(Class<?> type) throws JsonMappingException {
    return textFor(mapper.constructType(type));
  }

  /**
   * Generates the schema text of a type.
   *
   * @param written a class with its type arguments
   * @throws JsonMappingException when Jackson cannot describe the type
   */
  public String textFor(JavaType written) throws JsonMappingException {
    JsonNode known = compatible(written);
    JsonNode schema =
        known != null && settings.generator() == GeneratorKind.COMPATIBLE
            ? known
            : strict.schemaFor(written, known);
    return schema.toString();
  }

  private @Nullable JsonNode compatible(JavaType type) {
    try {
      return compatible.schemaFor(type);
    } catch (JsonMappingException
        | RuntimeException
        | AssertionError // if assertions are enabled, some of the library fail
        | LinkageError
        | StackOverflowError e) {
      if (settings.generator() == GeneratorKind.COMPATIBLE) {
        LOG.info(
            "The compatible generator cannot create a schema of {} ({}); the schema is generated"
                + " as with {}",
            type.getRawClass().getName(),
            e.toString(),
            "json.schema.generator=strict");
      }
      return null;
    }
  }
}
