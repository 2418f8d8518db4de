// SPDX-License-Identifier: Apache-2.0
/** What a lookup finds a schema by. A leaf package, shared by the cache and the snapshot. */
@NullMarked
package io.velostream.schema.lookup;

import org.jspecify.annotations.NullMarked;
