// SPDX-License-Identifier: Apache-2.0
/** What differs between two schemas, as values with a path and a sentence. */
@NullMarked
package io.velostream.schema.evolution.difference;

import org.jspecify.annotations.NullMarked;
