// SPDX-License-Identifier: Apache-2.0
/** What is Kafka's own: its version and its exceptions. */
@NullMarked
package io.velostream.schema.serde.kafka;

import org.jspecify.annotations.NullMarked;
