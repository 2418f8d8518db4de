// SPDX-License-Identifier: Apache-2.0
/** JSON schemas: parsing, comparison, compilation and bundling. */
@NullMarked
package io.velostream.schema.json.schema;

import org.jspecify.annotations.NullMarked;
