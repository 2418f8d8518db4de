// SPDX-License-Identifier: Apache-2.0
/** Avro schemas: parsed with what they refer to, resolved against each other, compared. */
@NullMarked
package io.velostream.schema.avro.schema;

import org.jspecify.annotations.NullMarked;
