// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.SubjectVersion;
import java.nio.file.Path;

/**
 * A schema file of a folder.
 *
 * @param at the subject and version that its place in the folder says
 * @param type the schema language: {@code AVRO}, {@code JSON}
 * @param path the path below the folder, for messages and relative references
 * @param file the file
 * @param text its content
 * @param tree its content, parsed
 */
record SchemaFile(
    SubjectVersion at, String type, Path path, Path file, String text, JsonNode tree) {

  /** The path with forward slashes. */
  String name() {
    return path.toString().replace('\\', '/');
  }
}
