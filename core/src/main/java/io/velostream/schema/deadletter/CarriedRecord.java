// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.jspecify.annotations.Nullable;

/**
 * The record that an exception carries since kafka-clients 3.9. Loaded only there.
 *
 * @see <a href="https://cwiki.apache.org/confluence/display/KAFKA/KIP-1036">KIP-1036</a>
 */
final class CarriedRecord {

  private CarriedRecord() {}

  /** The record; null where the exception was made without it. */
  static @Nullable FailedRecord of(RecordDeserializationException failure) {
    return failure.headers() == null
        ? null
        : new FailedRecord(
            failure.topicPartition(),
            failure.offset(),
            failure.timestamp(),
            bytes(failure.keyBuffer()),
            bytes(failure.valueBuffer()),
            failure.headers());
  }

  /** The whole of a buffer, however much of it the deserializer has read. */
  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    ByteBuffer copy = buffer.duplicate();
    byte[] bytes = new byte[copy.remaining()];
    copy.get(bytes);
    return bytes;
  }
}
