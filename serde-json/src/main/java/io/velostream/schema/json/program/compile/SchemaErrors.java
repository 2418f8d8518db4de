// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaPointers;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.text.Excerpt;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions for invalid schemas, with the JSON Pointer of the error. */
final class SchemaErrors {

  private final SchemaClosure closure;

  SchemaErrors(SchemaClosure closure) {
    this.closure = closure;
  }

  /**
   * Creates the exception for a keyword.
   *
   * @param schema the schema that has the keyword
   * @param part the name or index within the keyword's value; null for the whole
   * @param wrong the invalid value
   * @param problem the expected value, as the end of a sentence
   */
  InvalidSchemaException of(
      JsonNode schema, String keyword, @Nullable String part, JsonNode wrong, String problem) {
    String within = part == null ? "" : "/" + Keywords.escapePointer(part);
    return new InvalidSchemaException(
        "values of the schema cannot be validated: "
            + Excerpt.of(new SchemaPointers(closure).of(schema) + "/" + keyword + within)
            + " is "
            + Excerpt.of(wrong.toString())
            + ", "
            + problem
            + "; fix the schema");
  }

  /** Creates the exception for a pattern, with its location. */
  InvalidSchemaException of(
      JsonNode schema, String keyword, @Nullable String part, InvalidSchemaException problem) {
    String within = part == null ? "" : "/" + Keywords.escapePointer(part);
    return new InvalidSchemaException(
        problem.getMessage()
            + " (schema "
            + Excerpt.of(new SchemaPointers(closure).of(schema) + "/" + keyword + within)
            + ")",
        problem);
  }
}
