// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.json.schema.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The schema languages of files. */
final class SchemaTypes {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> AVRO_TYPES = Set.of("record", "error", "enum", "fixed", "map");

  private SchemaTypes() {}

  /**
   * The language of a file: the given one, or else Avro, unless the name ends in {@code .json} and
   * the text is no Avro type.
   *
   * @param schemaType the element of {@code <schemaTypes>}
   * @throws IllegalArgumentException if the given language is neither Avro nor JSON Schema
   */
  static String of(Path file, @Nullable String schemaType, String subject) {
    if (schemaType != null && !schemaType.isBlank()) {
      return checked(schemaType, subject);
    }
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".json") && !isAvro(file) ? JsonFormat.TYPE : AvroFormat.TYPE;
  }

  /**
   * The name of a language in capitals.
   *
   * @throws IllegalArgumentException if it is neither Avro nor JSON Schema
   */
  static String checked(String schemaType, String subject) {
    String type = schemaType.strip().toUpperCase(Locale.ROOT);
    if (!type.equals(AvroFormat.TYPE) && !type.equals(JsonFormat.TYPE)) {
      throw new IllegalArgumentException(
          "<schemaTypes> has '"
              + schemaType
              + "' for "
              + subject
              + "; only AVRO and JSON are possible");
    }
    return type;
  }

  /** The usual end of the names of files of a language. */
  static String extension(String type) {
    return type.equals(JsonFormat.TYPE) ? ".schema.json" : ".avsc";
  }

  /** A text with line breaks and indents; the text itself if it is no JSON. */
  static String indented(String text) {
    try {
      return JSON.readTree(text).toPrettyString() + "\n";
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  /** Files that cannot be read are reported where they are needed. */
  private static boolean isAvro(Path file) {
    try {
      JsonNode tree = JSON.readTree(Files.readString(file));
      return tree.isTextual() || tree.isArray() || AVRO_TYPES.contains(tree.path("type").asText());
    } catch (IOException e) {
      return false;
    }
  }
}
