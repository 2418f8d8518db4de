// SPDX-License-Identifier: Apache-2.0
/** JMH benchmarks of Avro, and checks that what is compared writes the same bytes. */
@NullMarked
package io.velostream.schema.benchmarks.avro;

import org.jspecify.annotations.NullMarked;
