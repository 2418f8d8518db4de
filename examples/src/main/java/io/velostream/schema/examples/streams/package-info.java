// SPDX-License-Identifier: Apache-2.0
/** A Kafka Streams program whose records are JSON and Avro. */
@NullMarked
package io.velostream.schema.examples.streams;

import org.jspecify.annotations.NullMarked;
