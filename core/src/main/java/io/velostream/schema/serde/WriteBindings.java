// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.model.SchemaCodec;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A bounded table of write bindings by topic and shape, made to be read.
 *
 * <p>Built like {@link IdTable}: immutable snapshots, probed without lock or allocation. Shapes are
 * compared by identity first, then by {@code equals} and what the codec adds to it, so that an
 * equal schema object made anew for each record finds the binding of the first one and adds none.
 *
 * @param <S> the format's parsed schema
 */
final class WriteBindings<S> {

  private static final int SMALLEST = 16;
  private static final int RECENT = 256;

  private final int maxEntries;
  private final AtomicReference<Snapshot<S>> snapshot;
  private final RecentBindings<WriteBinding<S>> recent = new RecentBindings<>(RECENT);

  /** An empty table for the shapes of {@code codec}. */
  WriteBindings(int maxEntries, SchemaCodec<S> codec) {
    this.maxEntries = maxEntries;
    this.snapshot = new AtomicReference<>(new Snapshot<>(SMALLEST, codec));
  }

  /**
   * The binding for a topic and this very shape, if it is at hand; it need not be good any more.
   */
  @SuppressWarnings("ReferenceEquality") // of topics: is nearly always enough
  @Nullable WriteBinding<S> recent(@Nullable String topic, Object shape) {
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
  @Nullable WriteBinding<S> get(String topic, Object shape) {
    Snapshot<S> current = current();
    WriteBinding<S> known = current.slots[current.slot(topic, shape)];
    if (known != null && known.shape == shape) {
      recent.offer(hash(topic, shape), known, recent(topic, shape));
    }
    return known;
  }

  void put(WriteBinding<S> binding) {
    Snapshot<S> current;
    do { // no lambda: to link one would be part of a cold JVM's first record
      current = current();
    } while (!snapshot.compareAndSet(current, current.with(binding, maxEntries)));
    recent.clear();
  }

  /** Removes this very binding, if it is still here. */
  void remove(WriteBinding<S> binding) {
    snapshot.updateAndGet(
        current ->
            current.slots[current.slot(binding.topic, binding.shape)] == binding
                ? current.copyWithout(binding, current.slots.length)
                : current);
    recent.clear();
  }

  int size() {
    return current().size;
  }

  /** Roughly what the parsed schemas of all bindings take, in bytes. */
  long schemaBytes() {
    long sum = 0;
    for (WriteBinding<S> binding : current().slots) {
      sum += binding == null ? 0 : binding.chosen.bytes();
    }
    return sum;
  }

  private Snapshot<S> current() {
    return Objects.requireNonNull(snapshot.get());
  }

  /** Never changed once published. */
  private static final class Snapshot<S> {

    private final @Nullable WriteBinding<S>[] slots;
    private final SchemaCodec<S> codec;
    private int size;
    private int evictions;

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic type cannot be made
    Snapshot(int capacity, SchemaCodec<S> codec) {
      this.codec = codec;
      slots = (@Nullable WriteBinding<S>[]) new @Nullable WriteBinding[capacity];
    }

    /** The slot of the key, or the empty one where it belongs. */
    int slot(String topic, Object shape) {
      int mask = slots.length - 1;
      int slot = hash(topic, shape) & mask;
      for (WriteBinding<S> here = slots[slot]; here != null; here = slots[slot]) {
        if (here.topic.equals(topic) && isSame(here.shape, shape)) {
          return slot;
        }
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    private boolean isSame(Object known, Object shape) {
      return known == shape || (known.equals(shape) && codec.isSameShape(known, shape));
    }

    Snapshot<S> with(WriteBinding<S> binding, int maxEntries) {
      boolean isNew = slots[slot(binding.topic, binding.shape)] == null;
      boolean evicts = isNew && size >= maxEntries;
      int capacity = 2 * (size + 1) > slots.length ? 2 * slots.length : slots.length;
      Snapshot<S> next = copyWithout(evicts ? victim() : null, capacity);
      next.evictions += evicts ? 1 : 0;
      next.add(binding);
      return next;
    }

    Snapshot<S> copyWithout(@Nullable WriteBinding<S> left, int capacity) {
      Snapshot<S> next = new Snapshot<>(capacity, codec);
      next.evictions = evictions;
      for (WriteBinding<S> binding : slots) {
        if (binding != null && binding != left) {
          next.add(binding);
        }
      }
      return next;
    }

    private void add(WriteBinding<S> binding) {
      int slot = slot(binding.topic, binding.shape);
      size += slots[slot] == null ? 1 : 0;
      slots[slot] = binding;
    }

    /** The first binding at or after a place that looks random but is not. */
    private @Nullable WriteBinding<S> victim() {
      int slot = mixed(evictions, size) & (slots.length - 1);
      while (slots[slot] == null) {
        slot = (slot + 1) & (slots.length - 1);
      }
      return slots[slot];
    }
  }

  private static int hash(String topic, Object shape) {
    return mixed(topic.hashCode(), shape.hashCode());
  }

  private static int mixed(int one, int other) {
    long mixed = (one * 31L + other) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }
}
