// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.protocol.ExactNumbers;
import io.velostream.schema.testing.protocol.Json;
import io.velostream.schema.testing.protocol.RestException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Avro, by Avro's own parser and compatibility rules. */
final class AvroSchemaType implements SchemaType {

  /** Attributes that hold schemas or fields. */
  private static final Set<String> SCHEMAS = Set.of("type", "fields", "items", "values");

  /** Attributes of Avro's own that hold anything else. */
  private static final Set<String> PLAIN =
      Set.of("name", "namespace", "doc", "aliases", "symbols", "size", "default", "order");

  @Override
  public String compact(SourceText source) {
    String printed = canonical(source);
    try {
      return Json.print(ExactNumbers.restored(Json.readExact(printed), source.text()));
    } catch (JsonProcessingException e) {
      throw RestException.invalidSchema(e.getOriginalMessage());
    }
  }

  /**
   * As Avro prints it, with attributes that Avro does not know in the order of their names. Their
   * order, and that of the properties of a default value, means nothing.
   */
  @Override
  public String normalized(SourceText source) {
    try {
      return Json.print(ordered(Json.readExact(canonical(source))));
    } catch (JsonProcessingException e) {
      throw RestException.invalidSchema(e.getOriginalMessage());
    }
  }

  private static JsonNode ordered(JsonNode printed) {
    if (printed.isArray()) {
      ArrayNode array = Json.array();
      printed.forEach(each -> array.add(ordered(each)));
      return array;
    }
    if (!printed.isObject()) {
      return printed;
    }
    ObjectNode object = Json.object();
    Map<String, JsonNode> others = new TreeMap<>();
    Json.properties(printed)
        .forEach(
            each -> {
              if (SCHEMAS.contains(each.getKey())) {
                object.set(each.getKey(), ordered(each.getValue()));
              } else if (PLAIN.contains(each.getKey())) {
                object.set(each.getKey(), Json.sorted(each.getValue()));
              } else {
                others.put(each.getKey(), Json.sorted(each.getValue()));
              }
            });
    return object.setAll(others);
  }

  @Override
  public Optional<String> resolved(SourceText source) {
    return Optional.of(parse(source).toString());
  }

  @Override
  @SuppressWarnings("deprecation") // the formatter in its place prints referenced types in full
  public String canonical(SourceText source) {
    Schema.Parser parser = parserAfter(source);
    List<Schema> referenced = List.copyOf(parser.getTypes().values());
    return parse(parser, source.text()).toString(referenced, false);
  }

  @Override
  public List<String> incompatibilities(SourceText reader, SourceText writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(parse(reader), parse(writer))
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(AvroSchemaType::sentence)
        .toList();
  }

  private static String sentence(Incompatibility incompatibility) {
    return "%s at '%s': reader %s cannot read what writer %s wrote (%s)"
        .formatted(
            incompatibility.getType(),
            incompatibility.getLocation(),
            nameOf(incompatibility.getReaderFragment()),
            nameOf(incompatibility.getWriterFragment()),
            incompatibility.getMessage());
  }

  private static String nameOf(Schema schema) {
    return schema.getType().getName() + " '" + schema.getFullName() + "'";
  }

  private static Schema parse(SourceText source) {
    return parse(parserAfter(source), source.text());
  }

  private static Schema.Parser parserAfter(SourceText source) {
    Schema.Parser parser = new Schema.Parser();
    source.dependencies().forEach(each -> parse(parser, each.text()));
    return parser;
  }

  private static Schema parse(Schema.Parser parser, String text) {
    try {
      return parser.parse(text);
    } catch (AvroRuntimeException e) {
      throw RestException.invalidSchema(String.valueOf(e.getMessage()));
    }
  }
}
