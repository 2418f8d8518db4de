// SPDX-License-Identifier: Apache-2.0
/** JMH benchmarks of JSON, and the values that they write and read. */
@NullMarked
package io.velostream.schema.benchmarks.json;

import org.jspecify.annotations.NullMarked;
