// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Which record a dead letter is of. The timestamp tells records of topics apart that were deleted
 * and made again.
 */
record DeadLetterOrigin(String topic, int partition, long offset, long timestamp) {

  private static final int UNKNOWN = -1;

  /**
   * As {@link #of}, and for a record that could not be sent, which has no offset, and not always a
   * partition and a timestamp.
   */
  static @Nullable DeadLetterOrigin ofAny(Headers headers) {
    String topic = DeadLetterHeaders.text(headers, DeadLetterHeaders.TOPIC);
    String source = DeadLetterHeaders.text(headers, DeadLetterHeaders.SOURCE);
    if (topic == null || !DeadLetterHeaders.PRODUCER.equals(source)) {
      return of(headers);
    }
    String partition = DeadLetterHeaders.text(headers, DeadLetterHeaders.PARTITION);
    String timestamp = DeadLetterHeaders.text(headers, DeadLetterHeaders.TIMESTAMP);
    try {
      return new DeadLetterOrigin(
          topic,
          partition == null ? UNKNOWN : Integer.parseInt(partition),
          UNKNOWN,
          timestamp == null ? UNKNOWN : Long.parseLong(timestamp));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * Reads the headers of a dead letter whose record was read; null where one is missing or is no
   * number.
   */
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
