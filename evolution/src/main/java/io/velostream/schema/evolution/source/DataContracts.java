// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the metadata and rules of schemas, as JSON like that of the registry's REST
 * interface. A file {@code NAME.data-contract.json} next to the schema file {@code NAME} holds
 * both: {@code {"metadata": {"properties": {"owner": "a"}}, "ruleSet": {"domainRules": []}}}. Rules
 * are never executed. Safe for use by many threads.
 */
public final class DataContracts {

  private static final String METADATA = "metadata";
  private static final String RULE_SET = "ruleSet";

  /** The lists of rules that a set of rules may have. */
  public static final List<String> RULE_LISTS =
      List.of("migrationRules", "domainRules", "encodingRules");

  private DataContracts() {}

  /** The file with the data contract of the schema in {@code file}, which may not exist. */
  public static Path file(Path file) {
    return file.resolveSibling(FolderLayout.stem(file) + FolderLayout.DATA_CONTRACT);
  }

  /**
   * Reads a file of metadata.
   *
   * @throws InvalidSchemaException if it is no object of tags, properties and sensitive names
   * @throws IOException if it cannot be read
   */
  public static SchemaMetadata metadata(Path file) throws IOException {
    return metadata(file, SchemaText.parse(file, SchemaText.read(file)));
  }

  /**
   * Reads a file of rules.
   *
   * @return the rules as JSON text
   * @throws InvalidSchemaException if it is no object of lists of rules
   * @throws IOException if it cannot be read
   */
  public static String ruleSet(Path file) throws IOException {
    return ruleSet(file, SchemaText.parse(file, SchemaText.read(file)));
  }

  /**
   * The definition of a schema file with the data contract that is next to it, if there is one.
   *
   * @throws InvalidSchemaException if the data contract is not as {@link DataContracts} says
   * @throws IOException if it cannot be read
   */
  public static SchemaDefinition addedTo(SchemaDefinition definition, Path schemaFile)
      throws IOException {
    Path file = file(schemaFile);
    if (!Files.exists(file)) {
      return definition;
    }
    JsonNode contract = SchemaText.parse(file, SchemaText.read(file));
    requireMembers(file, contract, List.of(METADATA, RULE_SET));
    JsonNode metadata = member(contract, METADATA);
    JsonNode ruleSet = member(contract, RULE_SET);
    return new SchemaDefinition(
        definition.type(),
        definition.text(),
        definition.references(),
        metadata == null ? null : metadata(file, metadata),
        ruleSet == null ? null : ruleSet(file, ruleSet));
  }

  /**
   * Writes the data contract of a schema file next to it; removes one that is there if the
   * definition has none.
   *
   * @throws InvalidSchemaException if the rules of the definition are not JSON
   * @throws IOException if it cannot be written
   */
  public static void write(SchemaDefinition definition, Path schemaFile) throws IOException {
    Path file = file(schemaFile);
    ObjectNode contract = JsonNodeFactory.instance.objectNode();
    SchemaMetadata metadata = definition.metadata();
    if (metadata != null) {
      contract.set(METADATA, json(metadata));
    }
    String ruleSet = definition.ruleSet();
    if (ruleSet != null) {
      contract.set(RULE_SET, SchemaText.parse(file, ruleSet));
    }
    if (contract.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      Files.writeString(file, contract.toPrettyString() + "\n", UTF_8);
    }
  }

  private static ObjectNode json(SchemaMetadata metadata) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (!metadata.tags().isEmpty()) {
      ObjectNode tags = json.putObject("tags");
      new TreeMap<>(metadata.tags())
          .forEach((path, names) -> names.forEach(tags.putArray(path)::add));
    }
    if (!metadata.properties().isEmpty()) {
      new TreeMap<>(metadata.properties()).forEach(json.putObject("properties")::put);
    }
    if (!metadata.sensitive().isEmpty()) {
      metadata.sensitive().forEach(json.putArray("sensitive")::add);
    }
    return json;
  }

  private static SchemaMetadata metadata(Path file, JsonNode json) {
    requireMembers(file, json, List.of("tags", "properties", "sensitive"));
    Map<String, List<String>> tags = new LinkedHashMap<>();
    Map<String, String> properties = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : object(file, "tags", json).entrySet()) {
      tags.put(each.getKey(), texts(file, each.getKey(), each.getValue()));
    }
    for (Map.Entry<String, JsonNode> each : object(file, "properties", json).entrySet()) {
      if (!each.getValue().isValueNode() || each.getValue().isNull()) {
        throw new InvalidSchemaException(file + ": the property " + each.getKey() + " is no text");
      }
      properties.put(each.getKey(), each.getValue().asText());
    }
    JsonNode sensitive = member(json, "sensitive");
    return new SchemaMetadata(
        tags, properties, sensitive == null ? List.of() : texts(file, "sensitive", sensitive));
  }

  private static String ruleSet(Path file, JsonNode json) {
    if (!json.isObject()) {
      throw new InvalidSchemaException(file + ": the rules are no object");
    }
    boolean hasRules = json.isEmpty();
    for (String list : RULE_LISTS) {
      JsonNode rules = member(json, list);
      hasRules |= rules != null;
      if (rules != null && !rules.isArray()) {
        throw new InvalidSchemaException(file + ": " + list + " is no list");
      }
    }
    if (!hasRules) {
      throw new InvalidSchemaException(file + " has none of " + String.join(", ", RULE_LISTS));
    }
    return json.toString();
  }

  private static void requireMembers(Path file, JsonNode json, List<String> known) {
    if (!json.isObject()) {
      throw new InvalidSchemaException(
          file + " is no object with " + String.join(", ", known) + ": a data contract has these");
    }
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new InvalidSchemaException(
            file + " has the member " + name + "; known are " + String.join(", ", known));
      }
    }
  }

  private static Map<String, JsonNode> object(Path file, String name, JsonNode json) {
    JsonNode object = member(json, name);
    if (object != null && !object.isObject()) {
      throw new InvalidSchemaException(file + ": " + name + " is no object");
    }
    Map<String, JsonNode> members = new LinkedHashMap<>();
    if (object != null) {
      object.properties().forEach(each -> members.put(each.getKey(), each.getValue()));
    }
    return members;
  }

  private static List<String> texts(Path file, String name, JsonNode list) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : list) {
      if (each.isTextual()) {
        texts.add(each.textValue());
      }
    }
    if (!list.isArray() || texts.size() < list.size()) {
      throw new InvalidSchemaException(file + ": " + name + " is no list of texts");
    }
    return texts;
  }

  private static @Nullable JsonNode member(JsonNode json, String name) {
    JsonNode member = json.get(name);
    return member == null || member.isNull() ? null : member;
  }
}
