// SPDX-License-Identifier: Apache-2.0
/** Compares Avro schemas part by part. */
@NullMarked
package io.velostream.schema.evolution.comparison.avro;

import org.jspecify.annotations.NullMarked;
