// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.serde.wire.FrameKey;
import io.velostream.schema.serde.wire.WireFormat;

/**
 * Everything that reading values of one schema takes. Immutable, and safe to publish without
 * synchronization.
 *
 * @param <S> the format's parsed schema
 */
public final class ReadBinding<S> {

  public final ReadScope<S> scope;
  public final FrameKey key;
  final boolean isGuid;
  final long high;
  final long low;
  final ReadSchemas<S> schemas;
  public final ValueDecoder decoder;

  public final Expiry validity;

  /**
   * The turn in which this was last found to be good; looked at for each record. Benign data race:
   * a thread that sees an older turn checks once more.
   */
  public int turns;

  public final boolean followsNewest;

  ReadBinding(ReadScope<S> scope, FrameKey key, ReadSchemas<S> schemas, ValueDecoder decoder) {
    this.scope = scope;
    this.key = key;
    this.isGuid = key.isGuid();
    this.high = key.high();
    this.low = key.low();
    this.schemas = schemas;
    this.decoder = decoder;
    this.validity = schemas.validity();
    this.turns = validity.turns;
    this.followsNewest = validity.deadline != null;
  }

  /** Whether this is the binding for the whole frame that stands at {@code offset}. */
  boolean isFor(byte[] frame, int offset) {
    return WireFormat.isGuid(frame, offset)
        ? isGuid
            && low == WireFormat.guidLow(frame, offset)
            && high == WireFormat.guidHigh(frame, offset)
        : !isGuid && low == WireFormat.id(frame, offset);
  }

  /** The same, good for another time. */
  public ReadBinding<S> with(Expiry validity) {
    return new ReadBinding<>(scope, key, schemas.with(validity), decoder);
  }
}
