// SPDX-License-Identifier: Apache-2.0
/** Publishes metrics among those of Kafka's clients, from kafka-clients 4.1 on. */
@NullMarked
package io.velostream.schema.metrics.kafka;

import org.jspecify.annotations.NullMarked;
