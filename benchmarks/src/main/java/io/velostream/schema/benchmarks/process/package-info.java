// SPDX-License-Identifier: Apache-2.0
/** Processes that a measurement starts, and the heap that it uses. */
@NullMarked
package io.velostream.schema.benchmarks.process;

import org.jspecify.annotations.NullMarked;
