// SPDX-License-Identifier: Apache-2.0
/**
 * The cache of answers and of resolved schemas. Misses are loaded with single flight; provisional
 * answers are confirmed; invalidation covers dependent schemas.
 */
@NullMarked
package io.velostream.schema.cache;

import org.jspecify.annotations.NullMarked;
