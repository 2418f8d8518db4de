// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.fallback.AvroEncoder;
import io.velostream.schema.avro.fallback.GenericWriter;
import io.velostream.schema.avro.fallback.RawBytes;
import io.velostream.schema.avro.model.GenericModel;
import io.velostream.schema.avro.resolution.EncodingEquivalence;
import io.velostream.schema.avro.resolution.SchemaResolution;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/**
 * Writes values in another version of their schema, which may be older or newer and need not be
 * compatible: each value is converted as far as the version can carry it, and what it cannot carry
 * is reported. Safe for use by many threads.
 */
final class VersionEncoder implements ValueEncoder {

  private static final byte[] NO_FRAME = {};

  private final ValueEncoder ownEncoder;
  private final ValueDecoder ownDecoder;
  private final VersionConverter converter;
  private final ValueEncoder versionEncoder;
  private final Consumer<String> onLoss;

  /**
   * Creates an encoder.
   *
   * @param ownEncoder writes values in their own schema
   * @param schema the own schema
   * @param version the version that is written
   * @param onLoss is told each field that was lost, once for each value
   */
  static ValueEncoder of(
      ValueEncoder ownEncoder, Schema schema, Schema version, Consumer<String> onLoss) {
    return SchemaResolution.withLenientNames(() -> EncodingEquivalence.sameBytes(schema, version))
        ? ownEncoder
        : new VersionEncoder(ownEncoder, schema, version, onLoss);
  }

  private VersionEncoder(
      ValueEncoder ownEncoder, Schema schema, Schema version, Consumer<String> onLoss) {
    this.ownEncoder = ownEncoder;
    this.ownDecoder = AvroCodec.generic().decoder(schema, schema);
    this.converter = new VersionConverter(schema, version);
    this.versionEncoder =
        version.getType() == Schema.Type.BYTES
            ? RawBytes.encoder()
            : new AvroEncoder(new GenericWriter(version, new GenericModel(List.of())));
    this.onLoss = onLoss;
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    byte[] original = ownEncoder.encode(value, NO_FRAME);
    Object read = Objects.requireNonNull(ownDecoder.decode(original, 0, original.length));
    VersionConverter.Result result = converter.convert(read);
    if (!result.lost().isEmpty()) {
      for (String path : new LinkedHashSet<>(result.lost())) {
        onLoss.accept(path.isEmpty() ? "the value" : "field " + path);
      }
    }
    return versionEncoder.encode(result.value(), frame);
  }
}
