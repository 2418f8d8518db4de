// SPDX-License-Identifier: Apache-2.0
/** Many schemas in turn: the records, the course of throughput, and its chart. */
@NullMarked
package io.velostream.schema.benchmarks.many;

import org.jspecify.annotations.NullMarked;
