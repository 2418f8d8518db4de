// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import org.apache.kafka.common.header.Headers;

/**
 * A serializer whose failed values a dead letter can keep. The serializers of this library are;
 * values of others are kept as the text of {@code toString}. Implementations are safe for use by
 * many threads.
 */
public interface DeadLetterSerializer {

  /**
   * Returns what a dead letter keeps of a value that could not be serialized.
   *
   * @param topic the topic of the record
   * @param data the value, not null
   */
  FailedPart failedPart(String topic, Object data);

  /**
   * Serializes a value that a dead letter has kept, as {@code serialize} does.
   *
   * @param topic the topic of the record
   * @param headers the headers of the record, which the schema id may be added to
   * @param part what {@link #failedPart} returned
   * @return the bytes, a new array
   * @throws org.apache.kafka.common.errors.SerializationException if the value cannot be serialized
   *     or its text cannot be converted to a value
   */
  byte[] serializePart(String topic, Headers headers, FailedPart part);
}
