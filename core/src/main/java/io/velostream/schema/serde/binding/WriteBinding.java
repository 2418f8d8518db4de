// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.meter.TopicMeter;
import io.velostream.schema.serde.wire.SchemaFrame;
import org.jspecify.annotations.Nullable;

/**
 * The encoder for values of one shape and one topic.
 *
 * @param <S> the format's parsed schema
 */
public final class WriteBinding<S> extends Binding<WriteBinding<S>> {

  /** The topic. */
  public final String topic;

  /** The shape that the values share. */
  public final Object shape;

  final WriteSchema<S> chosen;
  public final ValueEncoder encoder;

  /** The bytes before the payload of each record. */
  public final byte[] prefix;

  /** The header of each record; null for none. */
  public final byte @Nullable [] header;

  /**
   * The bindings of the versions of a rollout; null without rollouts. Racy, since its fields are
   * final.
   */
  RolloutBinder.@Nullable Sides<S> sides;

  /**
   * The meter of the topic, which the engine sets before it stores the binding. Racy: a thread that
   * reads null looks the meter up.
   */
  public @Nullable TopicMeter meter;

  WriteBinding(
      String topic, Object shape, WriteSchema<S> chosen, ValueEncoder encoder, SchemaFrame frame) {
    super(chosen.expiry());
    this.topic = topic;
    this.shape = shape;
    this.chosen = chosen;
    this.encoder = encoder;
    this.prefix = frame.prefix;
    this.header = frame.header;
  }

  /**
   * Returns the binding of the version that a record is written in, by the rollouts that this was
   * bound with.
   */
  public WriteBinding<S> boundSide(boolean hasKey, int keyHash, int partition) {
    RolloutBinder.Sides<S> known = sides;
    return known == null ? this : known.of(hasKey, keyHash, partition);
  }

  @Override
  public WriteBinding<S> with(Expiry expiry) {
    WriteBinding<S> copy =
        new WriteBinding<>(
            topic, shape, chosen.with(expiry), encoder, new SchemaFrame(prefix, header));
    copy.sides = sides;
    copy.meter = meter;
    return copy;
  }
}
