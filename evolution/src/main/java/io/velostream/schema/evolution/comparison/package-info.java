// SPDX-License-Identifier: Apache-2.0
/** Finds the differences of two schemas. */
@NullMarked
package io.velostream.schema.evolution.comparison;

import org.jspecify.annotations.NullMarked;
