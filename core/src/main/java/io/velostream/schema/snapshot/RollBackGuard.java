// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.event.SchemaEvent.SnapshotRolledBack;
import io.velostream.schema.settings.KeyProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the generation of a snapshot with those that this host has seen, in a {@link SeenFile},
 * and this JVM, in a {@link SeenMemory}.
 *
 * <p>Processes write a generation to the seen file only after the snapshot is in place, so what was
 * seen <em>before</em> the snapshot is read is never ahead of it, even if another process replaces
 * both in the meantime, or dies between the two.
 *
 * <p>Used by one thread at a time, except for {@link #rollBacks}. Never throws: a seen file that
 * cannot be read or written only makes the comparison weaker.
 */
final class RollBackGuard {

  private static final Logger LOG = LoggerFactory.getLogger(RollBackGuard.class);

  private final Path snapshot;
  private final @Nullable Path seenFolder;
  private final boolean isFolderGiven;
  private final FileSystemAccess fileSystem;
  private final @Nullable KeyProvider keys;
  private final SeenMemory memory;
  private final AtomicLong rollBacks = new AtomicLong();
  private @Nullable Generation announced;
  private boolean isWarned;
  private boolean isFailing;

  /**
   * Creates a guard.
   *
   * @param snapshot the path of the snapshot
   * @param seenFolder the folder of the seen file; null for none
   * @param isFolderGiven whether the user has chosen it
   * @param keys of the snapshot; null if it is plain
   */
  RollBackGuard(
      Path snapshot,
      @Nullable Path seenFolder,
      boolean isFolderGiven,
      FileSystemAccess fileSystem,
      @Nullable KeyProvider keys,
      SeenMemory memory) {
    this.snapshot = snapshot;
    this.seenFolder = seenFolder;
    this.isFolderGiven = isFolderGiven;
    this.fileSystem = fileSystem;
    this.keys = keys;
    this.memory = memory;
  }

  /**
   * What was seen at some time, not decoded yet, since that requires keys.
   *
   * @param path the real path of the snapshot
   */
  record Seen(
      Path path, SeenGenerations byJvm, @Nullable SeenFile file, @Nullable ByteBuffer bytes) {}

  /** Reads what was seen. To be called before the snapshot is read. */
  Seen read() {
    Path path = realPath();
    SeenGenerations byJvm = memory.get(path);
    SeenFile file = seenFolder == null ? null : new SeenFile(seenFolder, path, keys, fileSystem);
    try {
      byte[] bytes = file == null ? null : file.read();
      return new Seen(path, byJvm, file, bytes == null ? null : ByteBuffer.wrap(bytes));
    } catch (IOException | RuntimeException e) {
      reportOnce("read", e);
      return new Seen(path, byJvm, file, null);
    }
  }

  /** Decodes what was read. */
  SeenGenerations decode(Seen seen) {
    if (seen.file() == null || seen.bytes() == null) {
      return seen.byJvm();
    }
    try {
      return seen.byJvm().joined(seen.file().decode(seen.bytes().array()));
    } catch (UnreadableSnapshotException e) {
      if (!isWarned) {
        isWarned = true;
        LOG.warn(
            "{} cannot be trusted: {}. Whether the snapshot {} is an old one cannot be told this"
                + " time; the file is written anew",
            seen.file().file(),
            e.getMessage(),
            snapshot);
      }
    } catch (RuntimeException e) {
      reportOnce("decode", e);
    }
    return seen.byJvm();
  }

  /**
   * Counts and logs a snapshot that is older than what was seen, once until {@link #record}.
   *
   * @return the event to publish; null if it is not older, or was announced before
   */
  @Nullable SnapshotRolledBack examine(@Nullable Generation found, SeenGenerations seen) {
    if (found == null || !seen.isNewerThan(found) || found.equals(announced)) {
      return null;
    }
    announced = found;
    rollBacks.incrementAndGet();
    long highest = Objects.requireNonNull(seen.current()).number();
    LOG.warn(
        "The snapshot {} is an old one that was put back: it has generation {}, and this host has"
            + " seen {}. It is used, its answers for writing are confirmed by the registry; find out"
            + " who put it back",
        snapshot,
        found.number(),
        highest);
    return new SnapshotRolledBack(String.valueOf(snapshot), found.number(), highest);
  }

  /** Writes down a generation that was found or written under the lock of the folder. */
  void record(Seen before, Generation found) {
    announced = null;
    SeenGenerations seen = decode(before).with(found);
    memory.add(before.path(), seen);
    write(before, seen);
  }

  /** Writes down a generation that was found in a folder which this process cannot lock. */
  void recordUnlocked(Seen before, Generation found) {
    SeenGenerations seen = decode(before).withUnordered(found);
    memory.set(before.path(), seen);
    write(before, seen);
  }

  /** How often an old snapshot was found. */
  long rollBacks() {
    return rollBacks.get();
  }

  private void write(Seen before, SeenGenerations seen) {
    if (before.file() == null) {
      return;
    }
    try {
      before.file().write(seen);
      isFailing = false;
      isWarned = false;
    } catch (IOException | RuntimeException e) {
      reportOnce("write", e);
    }
  }

  /** The folder of the snapshot may be a link, or not exist yet. */
  private Path realPath() {
    Path absolute = snapshot.toAbsolutePath().normalize();
    try {
      Path folder = absolute.getParent();
      return folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
    } catch (IOException | RuntimeException e) {
      return absolute;
    }
  }

  private void reportOnce(String action, Exception e) {
    if (isFailing) {
      return;
    }
    isFailing = true;
    String message =
        "Cannot {} the generations of the snapshot {} that this host has seen, in {}: {}. An old"
            + " snapshot is noticed only by what this JVM has seen; set schema.snapshot.seen.path";
    Object[] arguments = {action, snapshot, seenFolder, e.toString()};
    if (isFolderGiven) {
      LOG.warn(message, arguments);
    } else {
      LOG.info(message, arguments);
    }
  }
}
