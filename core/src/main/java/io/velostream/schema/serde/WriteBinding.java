// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.model.ValueEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Everything that writing a value of one shape to one topic takes. Immutable, and safe to publish
 * without synchronization.
 *
 * @param <S> the format's parsed schema
 */
final class WriteBinding<S> {

  final String topic;
  final Object shape;
  final ChosenSchema<S> chosen;
  final ValueEncoder encoder;
  final byte[] prefix;
  final byte @Nullable [] header;

  final Validity validity;

  /**
   * The turn in which this was last found to be good; looked at for each record. Benign data race:
   * a thread that sees an older turn checks once more.
   */
  int turns;

  final boolean followsNewest;

  WriteBinding(
      WriteBindingKey key, ChosenSchema<S> chosen, ValueEncoder encoder, SchemaFrame frame) {
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
  WriteBinding<S> with(Validity validity) {
    return new WriteBinding<>(
        key(), chosen.with(validity), encoder, new SchemaFrame(prefix, header));
  }

  WriteBindingKey key() {
    return new WriteBindingKey(topic, shape);
  }
}
