// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.boot;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record that a test sends.
 *
 * @param key its key
 * @param value its value; null for a deletion
 * @param broken what is wrong with it
 * @param id the number of what is sold or paid; null where the application cannot know it
 */
record Sent(byte[] key, byte[] value, Part broken, Long id) {

  static final String HEADER = "trace";

  /** Which part of a record cannot be read; or that the listener refuses it. */
  enum Part {
    NONE,
    KEY,
    VALUE,
    BOTH,
    LISTENER
  }

  ProducerRecord<byte[], byte[]> record(String topic, int number) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
    record.headers().add(HEADER, new byte[] {(byte) number});
    return record;
  }

  /** A payload with the id of its schema, as Confluent's format has it. */
  static byte[] framed(int schemaId, byte[] payload) {
    return ByteBuffer.allocate(1 + Integer.BYTES + payload.length)
        .put((byte) 0)
        .putInt(schemaId)
        .put(payload)
        .array();
  }

  /** Key, value and own header of a record, as text. */
  static String text(byte[] key, byte[] value, byte[] header) {
    return hex(key) + " " + hex(value) + " " + hex(header);
  }

  /** The same for a record that was read. */
  static String text(ConsumerRecord<byte[], byte[]> record) {
    return text(record.key(), record.value(), header(record.headers(), HEADER));
  }

  /** The value of the only header of a name; null for none. */
  static byte[] header(Headers headers, String name) {
    byte[] value = null;
    for (Header header : headers.headers(name)) {
      if (value != null) {
        throw new AssertionError("Header " + name + " stands twice");
      }
      value = header.value();
    }
    return value;
  }

  private static String hex(byte[] bytes) {
    return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
  }
}
