// SPDX-License-Identifier: Apache-2.0
/** Compares JSON Schemas keyword by keyword. */
@NullMarked
package io.velostream.schema.evolution.comparison.json;

import org.jspecify.annotations.NullMarked;
