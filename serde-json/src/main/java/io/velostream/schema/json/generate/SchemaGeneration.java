// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Generates the schemas of classes, as an object mapper writes them. Safe for use by many threads.
 */
public final class SchemaGeneration {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaGeneration.class);

  private final ObjectMapper mapper;
  private final GenerationSettings settings;
  private final CompatibleSchemas compatible;
  private final StrictSchemas strict;

  /**
   * A generation of schemas.
   *
   * @param mapper the mapper that writes the values; never changed
   * @param settings the form of the schemas
   */
  public SchemaGeneration(ObjectMapper mapper, GenerationSettings settings) {
    this.mapper = mapper;
    this.settings = settings;
    this.compatible = new CompatibleSchemas(mapper, settings);
    this.strict = new StrictSchemas(mapper, settings);
  }

  /**
   * The text of a class's schema.
   *
   * @throws JsonMappingException when Jackson cannot describe the class
   */
  public String textFor(Class<?> type) throws JsonMappingException {
    return textFor(mapper.constructType(type));
  }

  /**
   * The text of a type's schema.
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
        | AssertionError // where assertions are on, the library has some that fail
        | LinkageError
        | StackOverflowError e) {
      if (settings.generator() == GeneratorKind.COMPATIBLE) {
        LOG.info(
            "The generator that other serializers use makes no schema of {} ({}); it is described"
                + " as by {}",
            type.getRawClass().getName(),
            e.toString(),
            "json.schema.generator=strict");
      }
      return null;
    }
  }
}
