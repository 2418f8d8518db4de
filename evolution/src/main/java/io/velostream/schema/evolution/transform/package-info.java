// SPDX-License-Identifier: Apache-2.0
/** Transforms records of one schema into records of another: Avro, JSON, and whole topics. */
@NullMarked
package io.velostream.schema.evolution.transform;

import org.jspecify.annotations.NullMarked;
