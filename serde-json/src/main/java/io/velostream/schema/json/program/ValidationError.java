// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A validation error.
 *
 * @param pointer the JSON Pointer of the value
 * @param value the invalid value
 * @param keyword the violated keyword
 * @param schema the schema with the keyword
 * @param property the missing or disallowed property; null for other keywords
 */
public record ValidationError(
    String pointer, JsonNode value, String keyword, JsonNode schema, @Nullable String property) {}
