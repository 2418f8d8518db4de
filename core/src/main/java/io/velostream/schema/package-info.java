// SPDX-License-Identifier: Apache-2.0
/**
 * The facade: {@link io.velostream.schema.SchemaResolver} connects the packages, and is usable
 * without Kafka.
 */
@NullMarked
package io.velostream.schema;

import org.jspecify.annotations.NullMarked;
