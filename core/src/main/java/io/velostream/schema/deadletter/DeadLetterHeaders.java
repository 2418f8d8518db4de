// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

  /** The partition of the record; not known to a deserializer, nor to most producers. */
  public static final String PARTITION = PREFIX + "partition";

  /** The offset of the record; not known to a deserializer. */
  public static final String OFFSET = PREFIX + "offset";

  /** The timestamp of the record, in milliseconds since the epoch; not known to a deserializer. */
  public static final String TIMESTAMP = PREFIX + "timestamp";

  /** The schema id that the key's Confluent frame shows, if the key starts like one. */
  public static final String KEY_SCHEMA_ID = PREFIX + "key.schema.id";

  /** The schema id that the value's Confluent frame shows, if the value starts like one. */
  public static final String VALUE_SCHEMA_ID = PREFIX + "value.schema.id";

  /**
   * The subject of the schema that failed, if it is known: of the part that could not be read or
   * serialized.
   */
  public static final String SUBJECT = PREFIX + "subject";

  /**
   * How the key is encoded that could not be serialized: {@code schema} or {@code text}, as {@link
   * FailedPart.Encoding} has it. Absent from keys that were read or are serialized.
   */
  public static final String KEY_ENCODING = PREFIX + "key.encoding";

  /** As {@link #KEY_ENCODING}, of the value. */
  public static final String VALUE_ENCODING = PREFIX + "value.encoding";

  /** The text of the schema of a key that could not be serialized. */
  public static final String KEY_SCHEMA = PREFIX + "key.schema";

  /** As {@link #KEY_SCHEMA}, of the value. */
  public static final String VALUE_SCHEMA = PREFIX + "value.schema";

  /** {@code producer} for a record that could not be sent; absent where it could not be read. */
  public static final String SOURCE = PREFIX + "source";

  /** The value of {@link #SOURCE}. */
  static final String PRODUCER = "producer";

  /** The message of the exception, which names the topic and, where it is known, the subject. */
  public static final String REASON = PREFIX + "reason";

  /** The class of the exception. */
  public static final String EXCEPTION = PREFIX + "exception";

  /** The {@code client.id} of the client, if it is configured. */
  public static final String CLIENT_ID = PREFIX + "client.id";

  /** The {@code group.id} of the consumer, if it is configured. */
  public static final String GROUP_ID = PREFIX + "group.id";

  /** When the record failed, in milliseconds since the epoch. */
  public static final String TIME = PREFIX + "time";

  /** How many times a replay has kept the dead letter, because its record still failed. */
  public static final String KEPT = PREFIX + "kept";

  private static final Set<String> NAMES =
      Set.of(
          TOPIC,
          PARTITION,
          OFFSET,
          TIMESTAMP,
          KEY_SCHEMA_ID,
          VALUE_SCHEMA_ID,
          SUBJECT,
          KEY_ENCODING,
          VALUE_ENCODING,
          KEY_SCHEMA,
          VALUE_SCHEMA,
          SOURCE,
          REASON,
          EXCEPTION,
          CLIENT_ID,
          GROUP_ID,
          TIME,
          KEPT);

  private static final int FRAME_LENGTH = 1 + Integer.BYTES;

  private DeadLetterHeaders() {}

  /** The headers of a record, and after them those of its dead letter. */
  static Headers of(
      FailedRecord record, Throwable failure, Map<String, ?> configs, long nowMillis) {
    Headers headers = new RecordHeaders(record.headers());
    add(headers, TOPIC, record.partition().topic());
    if (record.unsent() != null) {
      addUnsent(headers, record, record.unsent());
    } else {
      if (record.isPlaced()) {
        add(headers, PARTITION, record.partition().partition());
        add(headers, OFFSET, record.offset());
        add(headers, TIMESTAMP, record.timestamp());
      }
      add(headers, KEY_SCHEMA_ID, schemaId(record.key()));
      add(headers, VALUE_SCHEMA_ID, schemaId(record.value()));
      add(headers, SUBJECT, Failures.subject(failure));
    }
    add(headers, REASON, Failures.reason(failure));
    add(headers, EXCEPTION, Failures.cause(failure).getClass().getName());
    add(headers, CLIENT_ID, configs.get("client.id"));
    add(headers, GROUP_ID, configs.get("group.id"));
    add(headers, TIME, nowMillis);
    return headers;
  }

  private static void addUnsent(Headers headers, FailedRecord record, FailedRecord.Unsent unsent) {
    add(headers, SOURCE, PRODUCER);
    if (record.partition().partition() >= 0) {
      add(headers, PARTITION, record.partition().partition());
    }
    if (record.timestamp() >= 0) {
      add(headers, TIMESTAMP, record.timestamp());
    }
    FailedPart key = unsent.key();
    FailedPart value = unsent.value();
    if (key != null) {
      add(headers, KEY_ENCODING, name(key.encoding()));
      add(headers, KEY_SCHEMA, key.schema());
    }
    if (value != null) {
      add(headers, VALUE_ENCODING, name(value.encoding()));
      add(headers, VALUE_SCHEMA, value.schema());
    }
    FailedPart first = key == null ? value : key;
    add(headers, SUBJECT, first == null ? null : first.subject());
  }

  private static String name(FailedPart.Encoding encoding) {
    return encoding.name().toLowerCase(Locale.ROOT);
  }

  /** What the headers say of a key or value that could not be serialized; null for others. */
  static @Nullable FailedPart failedPart(Headers headers, byte @Nullable [] data, boolean isKey) {
    String encoding = text(headers, isKey ? KEY_ENCODING : VALUE_ENCODING);
    if (encoding == null || data == null) {
      return null;
    }
    boolean hasSchema = encoding.equals(name(FailedPart.Encoding.SCHEMA));
    return new FailedPart(
        hasSchema ? FailedPart.Encoding.SCHEMA : FailedPart.Encoding.TEXT,
        data,
        text(headers, isKey ? KEY_SCHEMA : VALUE_SCHEMA),
        text(headers, SUBJECT));
  }

  /** The headers without those that say how a key or value is encoded. */
  static Headers withoutPart(Headers headers, boolean isKey) {
    Headers others = new RecordHeaders(headers);
    others.remove(isKey ? KEY_ENCODING : VALUE_ENCODING);
    others.remove(isKey ? KEY_SCHEMA : VALUE_SCHEMA);
    return others;
  }

  /** The headers of dead letters among these, behind the given headers of a record. */
  static Headers replaceOthers(Headers headers, Headers ofRecord) {
    Headers replaced = new RecordHeaders(ofRecord);
    for (Header each : headers) {
      if (NAMES.contains(each.key())) {
        replaced.add(each);
      }
    }
    return replaced;
  }

  /** The headers without those of dead letters. */
  static Headers without(Headers headers) {
    Headers others = new RecordHeaders();
    for (Header each : headers) {
      if (!NAMES.contains(each.key())) {
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
