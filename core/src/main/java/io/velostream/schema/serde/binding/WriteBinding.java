// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.wire.SchemaFrame;
import org.jspecify.annotations.Nullable;

/**
 * Everything that writing a value of one shape to one topic takes. Immutable, and safe to publish
 * without synchronization.
 *
 * @param <S> the format's parsed schema
 */
public final class WriteBinding<S> {

  final String topic;
  final Object shape;
  final WriteSchema<S> chosen;
  public final ValueEncoder encoder;
  public final byte[] prefix;
  public final byte @Nullable [] header;

  public final Expiry validity;

  /**
   * The turn in which this was last found to be good; looked at for each record. Benign data race:
   * a thread that sees an older turn checks once more.
   */
  public int turns;

  public final boolean followsNewest;

  WriteBinding(
      WriteBindingKey key, WriteSchema<S> chosen, ValueEncoder encoder, SchemaFrame frame) {
    this.topic = key.topic();
    this.shape = key.shape();
    this.chosen = chosen;
    this.encoder = encoder;
    this.prefix = frame.prefix;
    this.header = frame.header;
    this.validity = chosen.validity();
    this.turns = validity.turns;
    this.followsNewest = validity.deadline != null;
  }

  /** The same, good for another time. */
  public WriteBinding<S> with(Expiry validity) {
    return new WriteBinding<>(
        key(), chosen.with(validity), encoder, new SchemaFrame(prefix, header));
  }

  public WriteBindingKey key() {
    return new WriteBindingKey(topic, shape);
  }
}
