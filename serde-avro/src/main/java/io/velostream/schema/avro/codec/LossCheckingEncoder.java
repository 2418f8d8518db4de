// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes values in another schema than their own, and reports what that does not carry: it reads
 * each value back as its own schema and compares it with the original.
 */
final class LossCheckingEncoder implements ValueEncoder {

  private static final byte[] NO_FRAME = {};

  private final ValueEncoder written;
  private final ValueEncoder valueEncoder;
  private final ValueDecoder ownDecoder;

  /** Reads what was written as the own schema; null if that cannot be read as the own schema. */
  private final @Nullable ValueDecoder readBack;

  private final Consumer<String> onLoss;

  private LossCheckingEncoder(
      ValueEncoder written,
      ValueEncoder valueEncoder,
      ValueDecoder ownDecoder,
      @Nullable ValueDecoder readBack,
      Consumer<String> onLoss) {
    this.written = written;
    this.valueEncoder = valueEncoder;
    this.ownDecoder = ownDecoder;
    this.readBack = readBack;
    this.onLoss = onLoss;
  }

  /**
   * Creates an encoder.
   *
   * @param written writes values in the other schema
   * @param valueEncoder writes values in their own schema
   * @param schema the own schema
   * @param other the other schema
   * @param onLoss is told the first field of each value that was lost
   */
  static LossCheckingEncoder of(
      ValueEncoder written,
      ValueEncoder valueEncoder,
      Schema schema,
      Schema other,
      Consumer<String> onLoss) {
    AvroCodec reader = AvroCodec.generic();
    ValueDecoder readBack = null;
    try {
      readBack = reader.decoder(other, schema);
    } catch (InvalidSchemaException | AvroRuntimeException e) {
      // Each value has a field that the other schema lacks and that has no default.
    }
    return new LossCheckingEncoder(
        written, valueEncoder, reader.decoder(schema, schema), readBack, onLoss);
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    byte[] bytes = written.encode(value, frame);
    if (readBack == null) {
      onLoss.accept("a field that it does not have");
      return bytes;
    }
    byte[] original = valueEncoder.encode(value, NO_FRAME);
    Object before = ownDecoder.decode(original, 0, original.length);
    Object after = readBack.decode(bytes, frame.length, bytes.length - frame.length);
    if (!Objects.equals(before, after)) {
      String lost = difference(before, after, "");
      onLoss.accept(lost == null || lost.isEmpty() ? "the value" : "field " + lost);
    }
    return bytes;
  }

  /** The path of the first field that differs; null if there is none. */
  private @Nullable String difference(
      @Nullable Object before, @Nullable Object after, String path) {
    if (Objects.equals(before, after)) {
      return null;
    }
    if (before instanceof IndexedRecord one && after instanceof IndexedRecord other) {
      for (Schema.Field field : one.getSchema().getFields()) {
        String lost =
            difference(one.get(field.pos()), other.get(field.pos()), child(path, field.name()));
        if (lost != null) {
          return lost;
        }
      }
    } else if (before instanceof Collection<?> one && after instanceof Collection<?> other) {
      Iterator<?> others = other.iterator();
      for (Object each : one) {
        String lost = difference(each, others.hasNext() ? others.next() : null, path);
        if (lost != null) {
          return lost;
        }
      }
    } else if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
      for (Map.Entry<?, ?> each : one.entrySet()) {
        String lost = difference(each.getValue(), other.get(each.getKey()), path);
        if (lost != null) {
          return lost;
        }
      }
    }
    return path;
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
