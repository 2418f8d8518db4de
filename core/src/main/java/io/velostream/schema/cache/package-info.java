// SPDX-License-Identifier: Apache-2.0
/**
 * What is known already, in tiers: facts until evicted, pointers for a time; single flight for the
 * rest; refresh and prefetch in the background.
 */
@NullMarked
package io.velostream.schema.cache;

import org.jspecify.annotations.NullMarked;
