// SPDX-License-Identifier: Apache-2.0
/** The keys of lookups. A leaf package, shared by the cache and the snapshot. */
@NullMarked
package io.velostream.schema.lookup;

import org.jspecify.annotations.NullMarked;
