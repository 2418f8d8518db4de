// SPDX-License-Identifier: Apache-2.0
/**
 * Compares two schemas: whether one accepts all values of the other, and where it does not.
 * Internal to the JSON serializer.
 */
@NullMarked
package io.velostream.schema.json.compatibility;

import org.jspecify.annotations.NullMarked;
