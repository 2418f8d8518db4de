// SPDX-License-Identifier: Apache-2.0
/** Connect's converters. */
@NullMarked
package io.velostream.schema.benchmarks.connect;

import org.jspecify.annotations.NullMarked;
