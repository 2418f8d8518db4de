// SPDX-License-Identifier: Apache-2.0
/**
 * The tiers of the cache and what they are keyed by: the most used schemas, all answers, and
 * schemas found by ids of other protocols.
 */
@NullMarked
package io.velostream.schema.cache.tier;

import org.jspecify.annotations.NullMarked;
