// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a record's key, which is the same in each process, and its way from an interceptor to
 * the serializer of the value: a header that the serializer removes.
 */
public final class RolloutKey {

  private static final String HEADER = "schema.rollout.key";

  private RolloutKey() {}

  /**
   * The hash of a key's bytes: 32-bit murmur2, as Kafka's partitioner has it.
   *
   * @param key the key as it is sent
   */
  public static int hash(byte[] key) {
    return Utils.murmur2(key);
  }

  /**
   * The hash of a key that is not serialized yet: of the bytes that Kafka's own serializer of its
   * class writes; for classes without one, of the text of {@code toString} in UTF-8.
   */
  static int hashOf(Object key) {
    if (key instanceof byte[] bytes) {
      return hash(bytes);
    }
    if (key instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(buffer.position(), bytes);
      return hash(bytes);
    }
    if (key instanceof Integer number) {
      return hash(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
    if (key instanceof Long number) {
      return hash(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }
    if (key instanceof UUID uuid) {
      return hash(uuid.toString().getBytes(UTF_8));
    }
    return hash(key.toString().getBytes(UTF_8));
  }

  static void addTo(Headers headers, int hash) {
    headers.remove(HEADER);
    headers.add(HEADER, ByteBuffer.allocate(Integer.BYTES).putInt(hash).array());
  }

  /** Whether an interceptor has added the hash of the key. */
  public static boolean isIn(@Nullable Headers headers) {
    Header header = headers == null ? null : headers.lastHeader(HEADER);
    return header != null && header.value() != null && header.value().length == Integer.BYTES;
  }

  /**
   * Returns the hash that an interceptor has added.
   *
   * @param headers headers that it {@linkplain #isIn is in}
   */
  public static int hashIn(Headers headers) {
    return ByteBuffer.wrap(headers.lastHeader(HEADER).value()).getInt();
  }

  /** Removes the hash, which the serializer of the value does: keys are serialized before. */
  public static void removeFrom(Headers headers) {
    headers.remove(HEADER);
  }
}
