// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.model.SchemaCodec;
import org.jspecify.annotations.Nullable;

/**
 * A bounded table of write bindings by topic and shape, made to be read.
 *
 * <p>Shapes are compared by identity first, then by {@code equals} and what the codec adds to it,
 * so that an equal schema object made anew for each record finds the binding of the first one and
 * adds none.
 *
 * @param <S> the format's parsed schema
 */
public final class WriteBindings<S> extends OpenTable<WriteBinding<S>> {

  private static final int RECENT = 256;

  private final SchemaCodec<S> codec;
  private final RecentBindings<WriteBinding<S>> recent = new RecentBindings<>(RECENT);

  /** An empty table for the shapes of {@code codec}. */
  public WriteBindings(int maxEntries, SchemaCodec<S> codec) {
    super(maxEntries);
    this.codec = codec;
  }

  /**
   * The binding for a topic and this very shape, if it is at hand; it need not be good any more.
   */
  @SuppressWarnings("ReferenceEquality") // of topics: is nearly always enough
  @Nullable
  public WriteBinding<S> recent(@Nullable String topic, Object shape) {
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

  /** The binding for a topic and an equal shape; null when there is none. */
  @Nullable
  public WriteBinding<S> get(String topic, Object shape) {
    WriteBinding<S> known = probe(topic, shape);
    if (known != null && known.shape == shape) {
      recent.offer(hash(topic, shape), known, recent(topic, shape));
    }
    return known;
  }

  @SuppressWarnings("unchecked") // put lets in nothing but bindings of S
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
    recent.clear();
  }

  /** Removes this very binding, if it is still here. */
  public void remove(WriteBinding<S> binding) {
    removeEntry(binding);
    recent.clear();
  }

  /** Roughly what the parsed schemas of all bindings take, in bytes. */
  public long schemaBytes() {
    return sumOf(binding -> binding.chosen.bytes());
  }

  @Override
  int hashOf(WriteBinding<S> binding) {
    return hash(binding.topic, binding.shape);
  }

  @Override
  boolean hasSameKey(WriteBinding<S> one, WriteBinding<S> other) {
    return one.topic.equals(other.topic) && isSameShape(one.shape, other.shape);
  }

  @Override
  boolean isSame(WriteBinding<S> one, WriteBinding<S> other) {
    return one == other;
  }

  private boolean isSameShape(Object known, Object shape) {
    return known == shape || (known.equals(shape) && codec.isSameShape(known, shape));
  }

  private static int hash(String topic, Object shape) {
    return mixed(topic.hashCode(), shape.hashCode());
  }
}
