// SPDX-License-Identifier: Apache-2.0
/** Counters of serializers and deserializers, and the metrics that are made of them. */
@NullMarked
package io.velostream.schema.serde.meter;

import org.jspecify.annotations.NullMarked;
