// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.compiled.io.BufferWindow;
import io.velostream.schema.avro.compiled.io.TypeUsage;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Two codecs that read the same: one from arrays, the other from direct and read-only buffers
 * through a window so small that it ends within most things. Compiled steps must give up on a
 * payload in both or in none: otherwise Avro's reader could do what the window failed at.
 */
public final class WindowedReads {

  private final AvroCodec arrays;
  private final AvroCodec buffers;

  public WindowedReads(int windowSize, Object... settings) {
    SerdeConfig config =
        SerdeConfig.forDeserializer(Codecs.map(settings), false, AvroKeys.deserializer());
    arrays = AvroCodec.forDeserializer(config, TypeUsage::generate, BufferWindow::new);
    buffers =
        AvroCodec.forDeserializer(config, TypeUsage::generate, () -> new BufferWindow(windowSize));
  }

  /** What could not be compiled. */
  public long schemasLeftToAvro() {
    return arrays.fallbacks().schemas() + buffers.fallbacks().schemas();
  }

  public ValueDecoder decoder(Schema writer, @Nullable Schema reader) {
    ValueDecoder ofArrays = arrays.decoder(writer, reader);
    ValueDecoder ofBuffers = buffers.decoder(writer, reader);
    return new ValueDecoder() {
      @Override
      public Object decode(byte[] bytes, int offset, int length) {
        return ofArrays.decode(bytes, offset, length);
      }

      @Override
      public Object decode(ByteBuffer payload) {
        boolean givesUp = givesUpOnArray(payload);
        long before = buffers.fallbacks().values();
        ByteBuffer asItWas = payload.duplicate();
        try {
          return ofBuffers.decode(payload);
        } finally {
          assertThat(buffers.fallbacks().values() - before).isEqualTo(givesUp ? 1 : 0);
          assertThat(payload).isEqualTo(asItWas);
        }
      }

      private boolean givesUpOnArray(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        long before = arrays.fallbacks().values();
        try {
          var unused = ofArrays.decode(bytes, 0, bytes.length);
        } catch (RuntimeException e) {
          // its reason is compared elsewhere
        }
        return arrays.fallbacks().values() > before;
      }
    };
  }

  /** A direct or read-only buffer of a payload, which does not begin where the buffer does. */
  public static ByteBuffer buffer(byte[] payload, boolean isDirect) {
    int offset = 3;
    int capacity = payload.length + offset + 2;
    ByteBuffer buffer =
        isDirect ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
    buffer.position(offset).put(payload).position(offset).limit(offset + payload.length);
    return isDirect ? buffer : buffer.asReadOnlyBuffer();
  }
}
