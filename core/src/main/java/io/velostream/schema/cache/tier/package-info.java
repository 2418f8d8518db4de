// SPDX-License-Identifier: Apache-2.0
/**
 * The tiers of the cache: L1 for the most used schemas, L2 for all answers, and a cache of schemas
 * found by ids of other protocols.
 */
@NullMarked
package io.velostream.schema.cache.tier;

import org.jspecify.annotations.NullMarked;
