// SPDX-License-Identifier: Apache-2.0
/** Tables of Flink's Kafka connector whose options come from a configuration file. */
@NullMarked
package io.velostream.schema.flink.connector;

import org.jspecify.annotations.NullMarked;
