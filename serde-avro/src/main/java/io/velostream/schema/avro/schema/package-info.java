// SPDX-License-Identifier: Apache-2.0
/** Avro schemas: parsing with references, resolution and comparison. */
@NullMarked
package io.velostream.schema.avro.schema;

import org.jspecify.annotations.NullMarked;
