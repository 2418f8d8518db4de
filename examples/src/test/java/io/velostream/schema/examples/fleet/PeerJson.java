// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import com.kjetland.jackson.jsonSchema.JsonSchemaConfig;
import com.kjetland.jackson.jsonSchema.JsonSchemaDraft;
import com.kjetland.jackson.jsonSchema.JsonSchemaGenerator;
import com.kjetland.jackson.jsonSchema.SubclassesResolver;
import java.io.IOException;

/**
 * JSON by Jackson, and schemas by the generator library through its public API.
 *
 * @param draft the draft of the schemas
 * @param usesOneOf {@code json.oneof.for.nullables}
 * @param isClosed {@code json.fail.unknown.properties}
 */
record PeerJson(JsonSchemaDraft draft, boolean usesOneOf, boolean isClosed) implements PeerFormat {

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule(), new ParameterNamesModule())
          .build();

  /** Scans the class path once. */
  private static final SubclassesResolver SUBCLASSES = new SubclassesResolver();

  @Override
  public String type() {
    return "JSON";
  }

  @Override
  public String schemaOf(Object value) throws IOException {
    JsonSchemaConfig config =
        JsonSchemaConfig.builder()
            .jsonSchemaDraft(draft)
            .useOneOfForOption(true)
            .useOneOfForNullables(usesOneOf)
            .failOnUnknownProperties(isClosed)
            .subclassesResolver(SUBCLASSES)
            .build();
    return new JsonSchemaGenerator(MAPPER, config).generateJsonSchema(value.getClass()).toString();
  }

  @Override
  public String nameIn(String schema) throws IOException {
    return MAPPER.readTree(schema).path("title").asText();
  }

  @Override
  public byte[] write(Object value) throws IOException {
    return MAPPER.writeValueAsBytes(value);
  }

  @Override
  public String read(String schema, byte[] payload) throws IOException {
    MAPPER.readTree(schema);
    MAPPER.readTree(payload);
    return new String(payload, UTF_8);
  }
}
