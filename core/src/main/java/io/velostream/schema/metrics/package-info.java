// SPDX-License-Identifier: Apache-2.0
/**
 * Metrics of serializers, deserializers and resolvers, and their registry, from which exporters
 * (JMX, Micrometer, OpenTelemetry, Kafka's own metrics) read.
 */
@NullMarked
package io.velostream.schema.metrics;

import org.jspecify.annotations.NullMarked;
