// SPDX-License-Identifier: Apache-2.0
/** Kafka Connect converters for Avro and JSON Schema. */
@NullMarked
package io.velostream.schema.connect;

import org.jspecify.annotations.NullMarked;
