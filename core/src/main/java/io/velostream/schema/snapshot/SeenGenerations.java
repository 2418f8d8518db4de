// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The generations of a snapshot that were seen: the highest of its current lineage, and of the
 * lineages before it. A file is older if it is below the highest of the current lineage, or belongs
 * to an earlier lineage and is not beyond what was seen of that. A file of an unknown lineage
 * cannot be compared: the snapshot was started anew elsewhere, or comes from another host.
 *
 * <p>Immutable.
 */
final class SeenGenerations {

  /** Nothing was seen. */
  static final SeenGenerations NONE = new SeenGenerations(List.of());

  /** How many lineages are remembered. */
  static final int MAX_LINEAGES = 32;

  /** One for each lineage, that of the current lineage first. */
  private final List<Generation> latestFirst;

  private SeenGenerations(List<Generation> latestFirst) {
    this.latestFirst =
        List.copyOf(latestFirst.subList(0, Math.min(MAX_LINEAGES, latestFirst.size())));
  }

  /** The highest generation of the current lineage; null if nothing was seen. */
  @Nullable Generation current() {
    return latestFirst.isEmpty() ? null : latestFirst.get(0);
  }

  /** Whether a file of this generation is older than one that was seen. */
  boolean isNewerThan(Generation found) {
    int index = indexOf(found.lineage());
    return index == 0
        ? found.number() < latestFirst.get(0).number()
        : index > 0 && found.number() <= latestFirst.get(index).number();
  }

  /** Whether a file of this generation was not seen, and is not older. */
  boolean isBehind(Generation found) {
    return !isNewerThan(found) && !found.equals(current());
  }

  /** Adds a generation; one that is older than what was seen changes nothing. */
  SeenGenerations with(Generation found) {
    if (!isBehind(found)) {
      return this;
    }
    List<Generation> all = new ArrayList<>(latestFirst);
    all.removeIf(seen -> seen.lineage().equals(found.lineage()));
    all.add(0, found);
    return new SeenGenerations(all);
  }

  /**
   * As {@link #with}, for a caller who cannot tell whether an unknown lineage has replaced the
   * current one or was replaced by it: the others are forgotten then.
   */
  SeenGenerations withUnordered(Generation found) {
    return indexOf(found.lineage()) < 0 ? NONE.with(found) : with(found);
  }

  /**
   * The generation of the next file.
   *
   * @param before that of the file which it replaces; null if there is none, or if it has none
   */
  Generation next(@Nullable Generation before) {
    long highest = before == null ? 0 : before.number();
    for (Generation seen : latestFirst) {
      highest = Math.max(highest, seen.number());
    }
    long number = highest == Long.MAX_VALUE ? highest : highest + 1;
    if (before == null) {
      return new Generation(UUID.randomUUID(), number);
    }
    Generation continued = isNewerThan(before) ? latestFirst.get(0) : before;
    return new Generation(continued.lineage(), number);
  }

  /**
   * Adds what others have seen. If they know the current lineage, then their current one is as late
   * or later. Otherwise their unknown lineages are left out, since these may be earlier or later.
   */
  SeenGenerations joined(SeenGenerations others) {
    Generation current = current();
    if (current == null) {
      return others;
    }
    boolean othersAreLater = others.indexOf(current.lineage()) >= 0;
    List<Generation> all = new ArrayList<>(othersAreLater ? others.latestFirst : latestFirst);
    for (Generation seen : othersAreLater ? latestFirst : others.latestFirst) {
      int index = indexOf(all, seen.lineage());
      if (index >= 0) {
        all.set(index, later(all.get(index), seen));
      } else if (othersAreLater) {
        all.add(seen);
      }
    }
    return new SeenGenerations(all);
  }

  private static Generation later(Generation first, Generation second) {
    return first.number() < second.number() ? second : first;
  }

  /**
   * Decodes what {@link #toBytes} encoded.
   *
   * @throws UnreadableSnapshotException if it is invalid
   */
  static SeenGenerations of(byte[] bytes) throws UnreadableSnapshotException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Generation> all = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        all.add(Generation.read(in));
      }
    } catch (BufferUnderflowException e) {
      throw new UnreadableSnapshotException("it is truncated", e);
    }
    return new SeenGenerations(all);
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(latestFirst.size() * Generation.BYTES);
    latestFirst.forEach(seen -> seen.write(bytes));
    return bytes.array();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SeenGenerations seen && seen.latestFirst.equals(latestFirst);
  }

  @Override
  public int hashCode() {
    return latestFirst.hashCode();
  }

  @Override
  public String toString() {
    return latestFirst.toString();
  }

  private int indexOf(UUID lineage) {
    return indexOf(latestFirst, lineage);
  }

  private static int indexOf(List<Generation> all, UUID lineage) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).lineage().equals(lineage)) {
        return i;
      }
    }
    return -1;
  }
}
