// SPDX-License-Identifier: Apache-2.0
/** Flink SQL formats for Avro and JSON Schema, and a catalog of a schema registry. */
@NullMarked
package io.velostream.schema.flink;

import org.jspecify.annotations.NullMarked;
