// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.model.GenericModel;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;

/**
 * Encodes values whose schema has another encoding than the registered schema: writes a value with
 * its own schema, reads it as the registered schema by Avro's schema resolution, and writes the
 * result. Supports each pair that Avro can resolve; about three times slower than {@link
 * AvroEncoder}.
 */
public final class ResolvingEncoder implements ValueEncoder {

  private final DatumWriter<Object> ownWriter;
  private final ValueDecoder resolver;
  private final ValueEncoder registeredEncoder;
  private final BufferPool<ByteArrayEncoder> bufferPool = new BufferPool<>(ByteArrayEncoder::new);

  /**
   * Creates an encoder.
   *
   * @param ownWriter writes values with their own schema
   * @param resolver reads the bytes of {@code ownWriter} as the registered schema
   * @param registered the registered schema
   */
  public ResolvingEncoder(DatumWriter<Object> ownWriter, ValueDecoder resolver, Schema registered) {
    this.ownWriter = ownWriter;
    this.resolver = resolver;
    this.registeredEncoder =
        registered.getType() == Schema.Type.BYTES
            ? RawBytes.encoder()
            : new AvroEncoder(new GenericWriter(registered, new GenericModel(List.of())));
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    BufferPool.Pooled<ByteArrayEncoder> pooled = bufferPool.take();
    ByteArrayEncoder scratch = pooled.value();
    Object resolved;
    try {
      scratch.reset();
      AvroEncoder.write(ownWriter, value, scratch);
      resolved = resolver.decode(ByteBuffer.wrap(scratch.array(), 0, scratch.size()));
    } finally {
      scratch.trim();
      bufferPool.release(pooled);
    }
    return registeredEncoder.encode(Objects.requireNonNull(resolved), frame);
  }
}
