// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.model.SchemaCodec;
import org.jspecify.annotations.Nullable;

/**
 * A bounded table of write bindings by topic and shape, optimized for reads.
 *
 * <p>Shapes are compared by identity first, then by {@code equals} and by the codec. So a new but
 * equal schema object for each record finds the binding of the first one.
 *
 * @param <S> the format's parsed schema
 */
public final class WriteBindings<S> extends OpenAddressingTable<WriteBinding<S>> {

  private static final int RECENT = 256;

  private final SchemaCodec<S> codec;
  private final RecentBindings<WriteBinding<S>> recent = new RecentBindings<>(RECENT);

  /**
   * The binding that was last put into {@link #recent}, which needs no hash to be found. Most
   * serializers have one topic and one shape. Racy like the slots, and as seldom replaced.
   */
  private @Nullable WriteBinding<S> last;

  /** Creates an empty table for the shapes of {@code codec}. */
  public WriteBindings(int maxEntries, SchemaCodec<S> codec) {
    super(maxEntries);
    this.codec = codec;
  }

  /**
   * Returns the recently used binding of a topic and this shape object; null if there is none. It
   * may be expired.
   */
  @SuppressWarnings("ReferenceEquality") // equal topics are usually identical
  @Nullable
  public WriteBinding<S> recent(@Nullable String topic, Object shape) {
    WriteBinding<S> known = last;
    return known != null && known.shape == shape && known.topic == topic
        ? known
        : hashed(topic, shape);
  }

  @SuppressWarnings("ReferenceEquality") // as above
  private @Nullable WriteBinding<S> hashed(@Nullable String topic, Object shape) {
    if (topic == null) {
      return null;
    }
    WriteBinding<S> known = recent.at(hash(topic, shape));
    return known != null
            && known.shape == shape
            && (known.topic == topic || known.topic.equals(topic))
        ? known
        : null;
  }

  /** Returns the binding of a topic and an equal shape; null if there is none. */
  @Nullable
  public WriteBinding<S> get(String topic, Object shape) {
    WriteBinding<S> known = probe(topic, shape);
    if (known != null
        && known.shape == shape
        && recent.offer(hash(topic, shape), known, hashed(topic, shape))) {
      last = known;
    }
    return known;
  }

  @SuppressWarnings("unchecked") // put adds bindings of S only
  private @Nullable WriteBinding<S> probe(String topic, Object shape) {
    @Nullable Object[] slots = slots();
    int mask = slots.length - 1;
    int slot = hash(topic, shape) & mask;
    for (Object here = slots[slot]; here != null; here = slots[slot]) {
      if (here instanceof WriteBinding<?> known
          && known.topic.equals(topic)
          && isSameShape(known.shape, shape)) {
        return (WriteBinding<S>) known;
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  public void put(WriteBinding<S> binding) {
    putEntry(binding);
    clearRecent();
  }

  /** Removes this binding, if it is still present. */
  public void remove(WriteBinding<S> binding) {
    removeEntry(binding);
    clearRecent();
  }

  private void clearRecent() {
    last = null;
    recent.clear();
  }

  /** The estimated bytes of the parsed schemas of all bindings. */
  public long schemaBytes() {
    return sumOf(binding -> binding.chosen.bytes());
  }

  @Override
  int hashOf(WriteBinding<S> binding) {
    return hash(binding.topic, binding.shape);
  }

  @Override
  boolean hasSameKey(WriteBinding<S> first, WriteBinding<S> second) {
    return first.topic.equals(second.topic) && isSameShape(first.shape, second.shape);
  }

  @Override
  boolean isSameEntry(WriteBinding<S> first, WriteBinding<S> second) {
    return first == second;
  }

  private boolean isSameShape(Object known, Object shape) {
    return known == shape || (known.equals(shape) && codec.isSameShape(known, shape));
  }

  private static int hash(String topic, Object shape) {
    return hash(topic.hashCode(), shape.hashCode());
  }
}
