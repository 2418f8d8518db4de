// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of lookups: hits, and closures that are resolved for the first time. */
@NullMarked
package io.velostream.schema.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
