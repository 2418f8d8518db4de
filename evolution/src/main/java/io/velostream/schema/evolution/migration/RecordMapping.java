// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.migration;

import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads, transforms and writes the value of a record. It is used by one thread at a time, and the
 * migration does not close the deserializer and the serializer.
 *
 * @param <V> the old value
 * @param <W> the new value
 */
public final class RecordMapping<V, W> {

  private final Deserializer<? extends V> reader;
  private final Function<? super V, ? extends W> transformer;
  private final Serializer<? super W> writer;

  /**
   * Creates a mapping.
   *
   * @param reader reads old values; configured already
   * @param transformer such as an {@code AvroTransformer} or a {@code JsonTransformer}
   * @param writer writes new values; configured already
   */
  public RecordMapping(
      Deserializer<? extends V> reader,
      Function<? super V, ? extends W> transformer,
      Serializer<? super W> writer) {
    this.reader = Objects.requireNonNull(reader, "reader");
    this.transformer = Objects.requireNonNull(transformer, "transformer");
    this.writer = Objects.requireNonNull(writer, "writer");
  }

  /** The new bytes. A value without bytes, which deletes a key, stays one. */
  byte @Nullable [] apply(String from, String to, Headers headers, byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    V old = reader.deserialize(from, headers, value);
    return old == null ? null : writer.serialize(to, headers, transformer.apply(old));
  }
}
