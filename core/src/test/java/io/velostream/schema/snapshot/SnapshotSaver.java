// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.settings.SnapshotSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that saves one state after the other until it is killed and says the number of each, or
 * one that adds one schema after the other.
 */
public final class SnapshotSaver {

  public static final int SCHEMAS = 40;
  public static final List<URI> REGISTRY = List.of(URI.create("http://killed:8081"));

  private SnapshotSaver() {}

  public static void main(String[] args) {
    SnapshotStore store = open(args[0]);
    if (args.length > 2) {
      add(store, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    } else {
      saveForever(store, Integer.parseInt(args[1]));
    }
  }

  private static void saveForever(SnapshotStore store, int first) {
    for (int state = first; state < Integer.MAX_VALUE; state++) {
      if (!store.save(state(state), Duration.ZERO)) {
        throw new IllegalStateException("cannot save state " + state);
      }
      System.out.println(state);
    }
  }

  /**
   * Adds schemas with the ids from {@code first} to below {@code end}, each by a save of its own.
   */
  public static void add(SnapshotStore store, int first, int end) {
    for (int id = first; id < end; id++) {
      SnapshotEntry added = SnapshotSamples.known(id, "schema " + id, SnapshotSamples.TIME);
      if (!store.save(List.of(added), Duration.ofMinutes(1))) {
        throw new IllegalStateException("cannot add schema " + id);
      }
      System.out.println(id);
    }
  }

  public static SnapshotStore open(String folder) {
    return SnapshotStore.open(
        SnapshotSettings.of(folder, SnapshotSamples.keys(1)), REGISTRY, Clock.systemUTC());
  }

  /** Many schemas that all belong to one state. */
  public static List<SnapshotEntry> state(int state) {
    List<SnapshotEntry> entries = new ArrayList<>();
    for (int id = 0; id < SCHEMAS; id++) {
      entries.add(
          SnapshotSamples.known(
              id, state + ":" + "x".repeat(1_000 + id), SnapshotSamples.TIME.plusMillis(state)));
    }
    return entries;
  }

  /** The one state that all entries belong to; fails when they belong to none or to several. */
  public static int stateOf(List<SnapshotEntry> entries) {
    String text = ((SnapshotEntry.Known) entries.get(0)).schema().definition().text();
    int state = Integer.parseInt(text.substring(0, text.indexOf(':')));
    if (!entries.equals(state(state))) {
      throw new IllegalStateException("a mixture of states");
    }
    return state;
  }
}
