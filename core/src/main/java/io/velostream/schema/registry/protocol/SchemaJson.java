// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaMetadata;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of schemas in requests and responses.
 *
 * <p>Older registries have fewer properties. So unneeded properties are omitted in requests, and
 * defaults apply to responses: a schema without a type is Avro.
 */
final class SchemaJson {

  /**
   * The maximum length of a schema: four times the default maximum size of a Kafka record, in which
   * registries store schemas.
   */
  static final int MAX_SCHEMA_CHARS = 4 << 20;

  private static final String AVRO = "AVRO";

  private SchemaJson() {}

  /**
   * The body that registers or looks up a definition.
   *
   * @throws IllegalArgumentException when the rule set is not JSON
   * @throws InvalidSchemaException when the schema is longer than a registry can store
   */
  static String body(SchemaDefinition definition) {
    return Json.write(members(definition));
  }

  /** The body that imports a definition with its id and version. */
  static String body(SchemaDefinition definition, SchemaId id, SubjectVersion at) {
    Map<String, Object> body = members(definition);
    body.put("id", id.value());
    body.put("version", at.version());
    return Json.write(body);
  }

  private static Map<String, Object> members(SchemaDefinition definition) {
    if (definition.text().length() > MAX_SCHEMA_CHARS) {
      throw new InvalidSchemaException(
          "the schema has "
              + definition.text().length()
              + " characters, more than the "
              + MAX_SCHEMA_CHARS
              + " that are sent; split it by references",
          null);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("schema", definition.text());
    if (!definition.type().equals(AVRO)) {
      body.put("schemaType", definition.type());
    }
    if (!definition.references().isEmpty()) {
      body.put("references", definition.references().stream().map(SchemaJson::write).toList());
    }
    SchemaMetadata metadata = definition.metadata();
    if (metadata != null) {
      body.put("metadata", write(metadata));
    }
    String ruleSet = definition.ruleSet();
    if (ruleSet != null) {
      try {
        body.put("ruleSet", Json.read(ruleSet));
      } catch (UncheckedIOException e) {
        throw new IllegalArgumentException("the rule set of the definition is not JSON", e);
      }
    }
    return body;
  }

  /** Reads a definition; one without a type is Avro. */
  static SchemaDefinition definition(JsonView answer) {
    return definition(answer, AVRO);
  }

  private static SchemaDefinition definition(JsonView answer, String defaultType) {
    JsonView type = answer.find("schemaType");
    JsonView references = answer.find("references");
    JsonView metadata = answer.find("metadata");
    JsonView ruleSet = answer.find("ruleSet");
    String text = answer.require("schema").text();
    if (text.length() > MAX_SCHEMA_CHARS) {
      throw answer.tooLarge(
          "the schema has "
              + text.length()
              + " characters, more than the "
              + MAX_SCHEMA_CHARS
              + " that are read");
    }
    return new SchemaDefinition(
        type == null ? defaultType : type.text(),
        text,
        references == null
            ? List.of()
            : references.elements().stream().map(SchemaJson::reference).toList(),
        metadata == null ? null : metadata(metadata),
        ruleSet == null ? null : ruleSet.json());
  }

  /** Reads a schema of a subject, with id and version. */
  static RegisteredSchema withVersion(JsonView answer, Subject subject) {
    return withVersion(answer, subject, AVRO);
  }

  private static RegisteredSchema withVersion(
      JsonView answer, Subject subject, String defaultType) {
    return new RegisteredSchema(
        subject.context(),
        new SchemaId(subject.context(), answer.require("id").number()),
        guid(answer),
        new SubjectVersion(subject, answer.require("version").version()),
        definition(answer, defaultType));
  }

  /** Reads the response to a registration, which may be an id only. */
  static RegisteredSchema registered(JsonView answer, Subject subject, SchemaDefinition sent) {
    return new RegisteredSchema(
        subject.context(),
        new SchemaId(subject.context(), answer.require("id").number()),
        guid(answer),
        subjectVersion(subject, answer.find("version")),
        answer.find("schema") == null
            ? sent
            : definition(ofType(sent.type(), answer), sent.type()));
  }

  /** Reads the response to a lookup by content, as {@link #withVersion} does. */
  static RegisteredSchema found(JsonView answer, Subject subject, SchemaDefinition sent) {
    return withVersion(ofType(sent.type(), answer), subject, sent.type());
  }

  /**
   * Checks the type in a response to a request by content. Apicurio omits it, so it is that of the
   * request.
   */
  private static JsonView ofType(String sent, JsonView answer) {
    JsonView type = answer.find("schemaType");
    if (type != null && !type.text().equals(sent)) {
      throw type.isNot(sent + ", the type of the schema that was sent");
    }
    return answer;
  }

  /** Reads the response to a request by id, which does not contain the id. */
  static RegisteredSchema schema(JsonView answer, SchemaId id) {
    return new RegisteredSchema(
        id.context(), id, guid(answer), subjectVersion(answer, id.context()), definition(answer));
  }

  private static @Nullable UUID guid(JsonView answer) {
    JsonView guid = answer.find("guid");
    return guid == null ? null : guid.guid();
  }

  /** Reads subject and version; null unless both are present. */
  static @Nullable SubjectVersion subjectVersion(JsonView answer, String context) {
    JsonView subject = answer.find("subject");
    return subject == null
        ? null
        : subjectVersion(subject(subject, context), answer.find("version"));
  }

  private static @Nullable SubjectVersion subjectVersion(
      Subject subject, @Nullable JsonView version) {
    return version == null || !version.isNumber() || version.number() < 1
        ? null
        : new SubjectVersion(subject, version.number());
  }

  /** Reads a subject; a plain one belongs to the context of the request. */
  static Subject subject(JsonView subject, String context) {
    try {
      return Subject.parse(subject.text(), context);
    } catch (IllegalArgumentException e) {
      throw subject.isNot("a subject");
    }
  }

  private static SchemaReference reference(JsonView reference) {
    return new SchemaReference(
        reference.require("name").text(),
        reference.require("subject").text(),
        reference.require("version").number());
  }

  private static SchemaMetadata metadata(JsonView metadata) {
    Map<String, List<String>> tags = new LinkedHashMap<>();
    Map<String, String> properties = new LinkedHashMap<>();
    JsonView tagsRead = metadata.find("tags");
    JsonView propertiesRead = metadata.find("properties");
    JsonView sensitive = metadata.find("sensitive");
    if (tagsRead != null) {
      tagsRead.properties().forEach((path, names) -> tags.put(path, names.texts()));
    }
    if (propertiesRead != null) {
      propertiesRead.properties().forEach((name, value) -> properties.put(name, value.text()));
    }
    return new SchemaMetadata(tags, properties, sensitive == null ? List.of() : sensitive.texts());
  }

  private static Map<String, Object> write(SchemaReference reference) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("name", reference.name());
    written.put("subject", reference.subject());
    written.put("version", reference.version());
    return written;
  }

  private static Map<String, Object> write(SchemaMetadata metadata) {
    Map<String, Object> written = new LinkedHashMap<>();
    if (!metadata.tags().isEmpty()) {
      written.put("tags", metadata.tags());
    }
    if (!metadata.properties().isEmpty()) {
      written.put("properties", metadata.properties());
    }
    if (!metadata.sensitive().isEmpty()) {
      written.put("sensitive", metadata.sensitive());
    }
    return written;
  }
}
