// SPDX-License-Identifier: Apache-2.0
/** Schemas, values and hand-written codecs that Avro is measured with. */
@NullMarked
package io.velostream.schema.benchmarks.avro.shape;

import org.jspecify.annotations.NullMarked;
