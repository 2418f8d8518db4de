// SPDX-License-Identifier: Apache-2.0
/** How many methods and files a reader goes through to follow one record. */
@NullMarked
package io.velostream.schema.benchmarks.walk;

import org.jspecify.annotations.NullMarked;
