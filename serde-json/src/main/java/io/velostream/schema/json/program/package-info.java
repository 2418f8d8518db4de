// SPDX-License-Identifier: Apache-2.0
/**
 * Compiled schemas and their evaluation. Values are validated token by token; trees are built only
 * for keywords that evaluate a value several times. Conforms to the specification. Internal to the
 * JSON serializer.
 */
@NullMarked
package io.velostream.schema.json.program;

import org.jspecify.annotations.NullMarked;
