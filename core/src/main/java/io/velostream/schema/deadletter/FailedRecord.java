// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read, as it is in its topic. The arrays belong to it.
 *
 * @param timestamp milliseconds since the epoch, or -1 for none
 * @param key null for none
 * @param value null for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FailedRecord(
    TopicPartition partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {}
