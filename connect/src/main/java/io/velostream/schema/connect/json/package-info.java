// SPDX-License-Identifier: Apache-2.0
/** Connect's schemas and values as JSON Schema, and back. */
@NullMarked
package io.velostream.schema.connect.json;

import org.jspecify.annotations.NullMarked;
