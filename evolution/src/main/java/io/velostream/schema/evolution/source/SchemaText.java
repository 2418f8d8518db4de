// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaReference;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the texts of schema files. Messages name the file. Safe for use by many threads. */
public final class SchemaText {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private SchemaText() {}

  /**
   * Reads the text of a schema file.
   *
   * @throws InvalidSchemaException if it is not UTF-8, starts with a byte order mark, or is empty
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file, UTF_8);
    } catch (CharacterCodingException e) {
      throw new InvalidSchemaException(file + " is not UTF-8; save it in that encoding", e);
    }
    if (text.isBlank()) {
      throw new InvalidSchemaException(file + " is empty; it must hold a schema");
    }
    if (text.charAt(0) == BYTE_ORDER_MARK) {
      throw new InvalidSchemaException(
          file
              + " starts with a byte order mark (BOM), which JSON does not permit; save it as UTF-8"
              + " without one");
    }
    return text;
  }

  /**
   * Parses the text of a schema file.
   *
   * @throws InvalidSchemaException if it is not JSON, with line and column
   */
  public static JsonNode parse(Path file, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidSchemaException(
          file
              + " is not JSON: line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": "
              + e.getOriginalMessage(),
          e);
    }
  }

  /**
   * Reads a file of references.
   *
   * @throws InvalidSchemaException if it is no list of objects with name, subject and version
   * @throws IOException if it cannot be read
   */
  public static List<SchemaReference> references(Path file) throws IOException {
    List<SchemaReference> references = new ArrayList<>();
    JsonNode list = parse(file, read(file));
    if (!list.isArray()) {
      throw new InvalidSchemaException(file + " is no list of references");
    }
    for (JsonNode each : list) {
      if (!each.path("name").isTextual()
          || !each.path("subject").isTextual()
          || !each.path("version").canConvertToInt()) {
        throw new InvalidSchemaException(
            file + " has a reference without name, subject or version: " + each);
      }
      references.add(
          new SchemaReference(
              each.path("name").textValue(),
              each.path("subject").textValue(),
              each.path("version").intValue()));
    }
    return references;
  }
}
