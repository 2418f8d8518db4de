// SPDX-License-Identifier: Apache-2.0
/** Background work of the cache: refresh, prefetch, confirmation and snapshots. */
@NullMarked
package io.velostream.schema.cache.background;

import org.jspecify.annotations.NullMarked;
