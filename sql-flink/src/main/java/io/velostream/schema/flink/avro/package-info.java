// SPDX-License-Identifier: Apache-2.0
/** Avro to rows of Flink and back, without an intermediate value. */
@NullMarked
package io.velostream.schema.flink.avro;

import org.jspecify.annotations.NullMarked;
