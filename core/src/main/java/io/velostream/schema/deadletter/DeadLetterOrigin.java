// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Which record a dead letter is of. The timestamp tells records of topics apart that were deleted
 * and made again.
 */
record DeadLetterOrigin(String topic, int partition, long offset, long timestamp) {

  /** Reads the headers of a dead letter; null where one is missing or is no number. */
  static @Nullable DeadLetterOrigin of(Headers headers) {
    String topic = DeadLetterHeaders.text(headers, DeadLetterHeaders.TOPIC);
    String partition = DeadLetterHeaders.text(headers, DeadLetterHeaders.PARTITION);
    String offset = DeadLetterHeaders.text(headers, DeadLetterHeaders.OFFSET);
    String timestamp = DeadLetterHeaders.text(headers, DeadLetterHeaders.TIMESTAMP);
    if (topic == null || partition == null || offset == null || timestamp == null) {
      return null;
    }
    try {
      return new DeadLetterOrigin(
          topic, Integer.parseInt(partition), Long.parseLong(offset), Long.parseLong(timestamp));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
