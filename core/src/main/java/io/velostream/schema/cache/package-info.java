// SPDX-License-Identifier: Apache-2.0
/** What is known already: facts until evicted, pointers for a time, single flight for the rest. */
@NullMarked
package io.velostream.schema.cache;

import org.jspecify.annotations.NullMarked;
