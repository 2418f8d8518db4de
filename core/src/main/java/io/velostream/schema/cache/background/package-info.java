// SPDX-License-Identifier: Apache-2.0
/** The work of the cache in the background: refresh, prefetch, confirmation, and the snapshot. */
@NullMarked
package io.velostream.schema.cache.background;

import org.jspecify.annotations.NullMarked;
