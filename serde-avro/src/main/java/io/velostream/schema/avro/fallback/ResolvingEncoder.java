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
 * Encodes values whose own schema gives other bytes than the registered one: writes them in their
 * own, reads them back as the registered one by Avro's rules of resolution, and writes that. Right
 * for any pair that Avro can resolve; costs about three times what {@link AvroEncoder} does.
 */
public final class ResolvingEncoder implements ValueEncoder {

  private final DatumWriter<Object> ownWriter;
  private final ValueDecoder resolver;
  private final ValueEncoder registeredEncoder;
  private final BufferPool<ByteArrayEncoder> bufferPool = new BufferPool<>(ByteArrayEncoder::new);

  /**
   * An encoder.
   *
   * @param ownWriter writes values in their own schema
   * @param resolver reads what that wrote as the registered schema
   * @param registered the schema that goes on the wire
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
    BufferPool.Spare<ByteArrayEncoder> spare = bufferPool.take();
    ByteArrayEncoder scratch = spare.thing();
    Object resolved;
    try {
      scratch.reset();
      AvroEncoder.write(ownWriter, value, scratch);
      resolved = resolver.decode(ByteBuffer.wrap(scratch.array(), 0, scratch.size()));
    } finally {
      scratch.trim();
      bufferPool.give(spare);
    }
    return registeredEncoder.encode(Objects.requireNonNull(resolved), frame);
  }
}
