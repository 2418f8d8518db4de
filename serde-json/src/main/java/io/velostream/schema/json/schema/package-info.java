// SPDX-License-Identifier: Apache-2.0
/** JSON schemas: parsed, compared, compiled, flattened. */
@NullMarked
package io.velostream.schema.json.schema;

import org.jspecify.annotations.NullMarked;
