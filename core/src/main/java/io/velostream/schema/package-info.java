// SPDX-License-Identifier: Apache-2.0
/**
 * The door: {@link io.velostream.schema.SchemaResolver} wires the rooms and is usable without
 * Kafka.
 */
@NullMarked
package io.velostream.schema;

import org.jspecify.annotations.NullMarked;
