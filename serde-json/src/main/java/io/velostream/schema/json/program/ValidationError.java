// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A validation error.
 *
 * @param pointer the JSON Pointer of the value
 * @param value the invalid value
 * @param keyword the violated keyword
 * @param schema the schema with the keyword
 * @param property the missing or disallowed property; null for other keywords
 * @param branches the branches that lead to the schema, from the outermost one on; empty unless
 *     they were asked for
 */
public record ValidationError(
    String pointer,
    JsonNode value,
    String keyword,
    JsonNode schema,
    @Nullable String property,
    List<Branch> branches) {

  public ValidationError {
    branches = List.copyOf(branches);
  }

  /**
   * A branch of a keyword that refuses a value.
   *
   * @param pointer the JSON Pointer of the value
   * @param keyword a number of the keyword, different for each
   * @param index the index of the branch
   */
  public record Branch(String pointer, int keyword, int index) {}
}
