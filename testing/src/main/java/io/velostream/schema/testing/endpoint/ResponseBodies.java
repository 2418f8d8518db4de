// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.endpoint.RegisterHandler.Submission;
import io.velostream.schema.testing.model.RegistryVersion;
import io.velostream.schema.testing.model.SchemaReference;
import io.velostream.schema.testing.protocol.Json;
import io.velostream.schema.testing.protocol.RestException;
import io.velostream.schema.testing.protocol.SchemaContent;
import io.velostream.schema.testing.protocol.StoredVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON bodies of responses, which differ between generations of servers. */
final class ResponseBodies {

  private final RegistryVersion registryVersion;

  ResponseBodies(RegistryVersion registryVersion) {
    this.registryVersion = registryVersion;
  }

  boolean isCurrent() {
    return registryVersion == RegistryVersion.CURRENT;
  }

  /** The response to a registration. */
  ObjectNode registered(StoredVersion version) {
    ObjectNode document = Json.object().put("id", version.id());
    if (isCurrent()) {
      document.put("version", version.version());
      putGuid(document, version);
      document.put("schemaType", version.content().type());
      document.set("references", references(version.content()));
      putContent(document, version.content());
    }
    return document;
  }

  /** A version with its subject and id. */
  ObjectNode version(StoredVersion version) {
    ObjectNode document =
        Json.object()
            .put("subject", version.subject().toString())
            .put("version", version.version())
            .put("id", version.id());
    putGuid(document, version);
    putTypeAndReferences(document, version.content());
    putContent(document, version.content());
    return document;
  }

  /** The response to a request by id or GUID, which does not contain the id. */
  ObjectNode schema(StoredVersion version) {
    ObjectNode document = Json.object();
    if (isCurrent()) {
      document.put("subject", version.subject().toString()).put("version", version.version());
    }
    putGuid(document, version);
    putTypeAndReferences(document, version.content());
    putContent(document, version.content());
    return document;
  }

  private void putGuid(ObjectNode document, StoredVersion version) {
    if (isCurrent()) {
      document.put("guid", version.content().guid().toString());
    }
  }

  private static void putTypeAndReferences(ObjectNode document, SchemaContent content) {
    if (!content.type().equals(SchemaContent.AVRO)) {
      document.put("schemaType", content.type());
    }
    if (!content.references().isEmpty()) {
      document.set("references", references(content));
    }
  }

  private static void putContent(ObjectNode document, SchemaContent content) {
    if (content.metadata() != null) {
      document.set("metadata", content.metadata());
    }
    if (content.ruleSet() != null) {
      document.set("ruleSet", content.ruleSet());
    }
    document.put("schema", content.text());
  }

  private static ArrayNode references(SchemaContent content) {
    ArrayNode array = Json.array();
    for (SchemaReference each : content.references()) {
      array
          .addObject()
          .put("name", each.name())
          .put("subject", each.subject())
          .put("version", each.version());
    }
    return array;
  }

  public static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = Json.array();
    texts.forEach(array::add);
    return array;
  }

  static ArrayNode numbers(Collection<Integer> numbers) {
    ArrayNode array = Json.array();
    numbers.forEach(array::add);
    return array;
  }

  ArrayNode versions(Collection<StoredVersion> versions) {
    ArrayNode array = Json.array();
    versions.forEach(each -> array.add(version(each)));
    return array;
  }

  /** Reads the body of a request with a schema. */
  static Submission submission(HttpExchange call) {
    JsonNode body = call.body();
    JsonNode text = body.path("schema");
    if (!text.isTextual()) {
      throw RestException.invalidSchema("the body has no text named schema");
    }
    String type = body.path("schemaType").asText("");
    SchemaContent content =
        new SchemaContent(
            type.isEmpty() ? SchemaContent.AVRO : type,
            text.textValue(),
            references(body.path("references")),
            part(body, "metadata"),
            part(body, "ruleSet"));
    return new Submission(
        content, call.flag("normalize"), number(body, "id"), number(body, "version"));
  }

  private static @Nullable JsonNode part(JsonNode body, String name) {
    JsonNode part = body.get(name);
    return part == null || part.isNull() ? null : part;
  }

  private static int number(JsonNode body, String name) {
    int number = body.path(name).asInt(-1);
    return number > 0 ? number : -1;
  }

  private static List<SchemaReference> references(JsonNode array) {
    List<SchemaReference> references = new ArrayList<>();
    for (JsonNode each : array) {
      try {
        references.add(
            new SchemaReference(
                each.path("name").asText(""),
                each.path("subject").asText(""),
                each.path("version").asInt(SchemaReference.LATEST)));
      } catch (IllegalArgumentException e) {
        throw RestException.invalidSchema(String.valueOf(e.getMessage()));
      }
    }
    return references;
  }
}
