// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a value does not fit its schema.
 *
 * @param pointer where in the document
 * @param value what does not fit
 * @param keyword the keyword that refuses it
 * @param schema the schema that has the keyword
 * @param property the property that is missing or not wanted; null for other keywords
 */
public record ValidationError(
    String pointer, JsonNode value, String keyword, JsonNode schema, @Nullable String property) {}
