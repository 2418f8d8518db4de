// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers that dead letters have in addition to those of their record. Values are text in
 * UTF-8, numbers in decimal, so that Kafka's console consumer shows them.
 */
public final class DeadLetterHeaders {

  /** What all of them start with. */
  public static final String PREFIX = "schema.dead.letter.";

  /** The topic of the record. */
  public static final String TOPIC = PREFIX + "topic";

  /** The partition of the record; not known to a deserializer. */
  public static final String PARTITION = PREFIX + "partition";

  /** The offset of the record; not known to a deserializer. */
  public static final String OFFSET = PREFIX + "offset";

  /** The timestamp of the record, in milliseconds since the epoch; not known to a deserializer. */
  public static final String TIMESTAMP = PREFIX + "timestamp";

  /** The schema id that the key's Confluent frame shows, if the key starts like one. */
  public static final String KEY_SCHEMA_ID = PREFIX + "key.schema.id";

  /** The schema id that the value's Confluent frame shows, if the value starts like one. */
  public static final String VALUE_SCHEMA_ID = PREFIX + "value.schema.id";

  /** The message of the exception, which names the topic and, where it is known, the subject. */
  public static final String REASON = PREFIX + "reason";

  /** The class of the exception. */
  public static final String EXCEPTION = PREFIX + "exception";

  /** The {@code client.id} of the consumer, if it is configured. */
  public static final String CLIENT_ID = PREFIX + "client.id";

  /** The {@code group.id} of the consumer, if it is configured. */
  public static final String GROUP_ID = PREFIX + "group.id";

  /** When the consumer failed, in milliseconds since the epoch. */
  public static final String TIME = PREFIX + "time";

  /** How many times a replay has kept the dead letter, because its record still failed. */
  public static final String KEPT = PREFIX + "kept";

  private static final int FRAME_LENGTH = 1 + Integer.BYTES;

  private DeadLetterHeaders() {}

  /** The headers of a record, and after them those of its dead letter. */
  static Headers of(
      FailedRecord record, Throwable failure, Map<String, ?> configs, long nowMillis) {
    Headers headers = new RecordHeaders(record.headers());
    add(headers, TOPIC, record.partition().topic());
    if (record.isPlaced()) {
      add(headers, PARTITION, record.partition().partition());
      add(headers, OFFSET, record.offset());
      add(headers, TIMESTAMP, record.timestamp());
    }
    add(headers, KEY_SCHEMA_ID, schemaId(record.key()));
    add(headers, VALUE_SCHEMA_ID, schemaId(record.value()));
    add(headers, REASON, Failures.reason(failure));
    add(headers, EXCEPTION, Failures.cause(failure).getClass().getName());
    add(headers, CLIENT_ID, configs.get("client.id"));
    add(headers, GROUP_ID, configs.get("group.id"));
    add(headers, TIME, nowMillis);
    return headers;
  }

  /** The headers without those of dead letters. */
  static Headers without(Headers headers) {
    Headers others = new RecordHeaders();
    for (Header each : headers) {
      if (!each.key().startsWith(PREFIX)) {
        others.add(each);
      }
    }
    return others;
  }

  /** The text of the last header of this name; null for none. */
  static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  static void add(Headers headers, String name, @Nullable Object value) {
    if (value != null) {
      headers.add(name, Objects.toString(value).getBytes(UTF_8));
    }
  }

  private static @Nullable Integer schemaId(byte @Nullable [] data) {
    return data == null || data.length < FRAME_LENGTH || data[0] != 0
        ? null
        : ByteBuffer.wrap(data, 1, Integer.BYTES).getInt();
  }
}
