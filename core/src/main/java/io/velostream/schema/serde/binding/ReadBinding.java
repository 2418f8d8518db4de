// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.serde.wire.FrameKey;
import io.velostream.schema.serde.wire.WireFormat;

/**
 * The decoder for the records of one schema.
 *
 * @param <S> the format's parsed schema
 */
public final class ReadBinding<S> extends Binding<ReadBinding<S>> {

  public final ReadScope<S> scope;
  public final FrameKey key;
  final boolean isGuid;
  final long high;
  final long low;
  final ReadSchemas<S> schemas;
  public final ValueDecoder decoder;

  ReadBinding(ReadScope<S> scope, FrameKey key, ReadSchemas<S> schemas, ValueDecoder decoder) {
    super(schemas.expiry());
    this.scope = scope;
    this.key = key;
    this.isGuid = key.isGuid();
    this.high = key.high();
    this.low = key.low();
    this.schemas = schemas;
    this.decoder = decoder;
  }

  /** Whether this is the binding of the complete frame at {@code offset}. */
  boolean isFor(byte[] frame, int offset) {
    return WireFormat.isGuid(frame, offset)
        ? isGuid
            && low == WireFormat.guidLow(frame, offset)
            && high == WireFormat.guidHigh(frame, offset)
        : !isGuid && low == WireFormat.id(frame, offset);
  }

  @Override
  public ReadBinding<S> with(Expiry expiry) {
    return new ReadBinding<>(scope, key, schemas.with(expiry), decoder);
  }
}
