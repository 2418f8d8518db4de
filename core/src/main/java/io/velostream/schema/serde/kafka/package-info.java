// SPDX-License-Identifier: Apache-2.0
/** Kafka's version and exceptions. */
@NullMarked
package io.velostream.schema.serde.kafka;

import org.jspecify.annotations.NullMarked;
