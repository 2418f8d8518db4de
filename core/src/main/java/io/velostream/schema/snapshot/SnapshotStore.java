// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.settings.KeyProvider;
import io.velostream.schema.settings.SnapshotSettings;
import io.velostream.schema.snapshot.SnapshotFormat.Contents;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot of one registry in a folder that several processes may share.
 *
 * <p>A file is written to a temporary name, synced and renamed, so that a crash leaves the old or
 * the new file. A writer holds the folder's lock, and first merges the current file, so that
 * entries of other processes are not lost. Readers need no lock. A damaged file is renamed, with
 * one warning. A file with an unknown key is left in place, since other processes may have its key.
 *
 * <p>A file that is older than one that this host has seen is announced by {@link
 * SchemaEvent.SnapshotRolledBack}, and used.
 *
 * <p>Used by one thread at a time, except for {@link #rollBacks}. Failures of the file system never
 * cause exceptions.
 */
public final class SnapshotStore {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);

  /** The time between two attempts to lock the folder. */
  private static final long ATTEMPT_NANOS = Duration.ofMillis(10).toNanos();

  private static final String SEEN_SUFFIX = ".seen";

  /** How long to wait for the lock in order to read again what seems to be an old snapshot. */
  private static final Duration COMPARE_TIMEOUT = Duration.ofSeconds(1);

  private final SnapshotFolder folder;
  private final SnapshotFormat format;
  private final RollBackGuard guard;
  private final Clock clock;
  private final SchemaListener listener;
  private boolean isFailing;
  private boolean isLeftInPlace;

  SnapshotStore(
      SnapshotFolder folder,
      SnapshotFormat format,
      RollBackGuard guard,
      Clock clock,
      SchemaListener listener) {
    this.listener = listener;
    this.folder = folder;
    this.format = format;
    this.guard = guard;
    this.clock = clock;
  }

  /**
   * Opens the snapshot of the registry at {@code urls}. Only keys are read yet.
   *
   * @throws IllegalArgumentException if the keys cannot be read, or the name of a folder is invalid
   */
  public static SnapshotStore open(SnapshotSettings settings, List<URI> urls, Clock clock) {
    return open(settings, urls, clock, SchemaListener.none());
  }

  /** Opens a snapshot, with a listener for the events of snapshots. */
  public static SnapshotStore open(
      SnapshotSettings settings, List<URI> urls, Clock clock, SchemaListener listener) {
    return open(settings, urls, clock, listener, SeenMemory.OF_JVM, new LocalFileSystem());
  }

  static SnapshotStore open(
      SnapshotSettings settings,
      List<URI> urls,
      Clock clock,
      SchemaListener listener,
      SeenMemory memory,
      FileSystemAccess fileSystem) {
    SnapshotFolder folder =
        new SnapshotFolder(Path.of(settings.folder()), urls, settings.quotaBytes(), fileSystem);
    KeyProvider keys = SnapshotKeyRing.of(settings.encryption());
    RollBackGuard guard =
        new RollBackGuard(
            folder.file(),
            seenFolder(settings),
            settings.seenFolder() != null,
            fileSystem,
            keys,
            memory);
    return new SnapshotStore(folder, new SnapshotFormat(keys), guard, clock, listener);
  }

  /** By default beside the snapshot's folder, so that a backup of that does not put it back. */
  private static @Nullable Path seenFolder(SnapshotSettings settings) {
    Path folder = Path.of(settings.folder()).toAbsolutePath().normalize();
    if (settings.seenFolder() == null) {
      Path name = folder.getFileName();
      return name == null ? null : folder.resolveSibling(name + SEEN_SUFFIX);
    }
    Path seenFolder = Path.of(settings.seenFolder()).toAbsolutePath().normalize();
    if (seenFolder.startsWith(folder)) {
      throw new IllegalArgumentException(
          "the folder of seen generations must not be inside the snapshot's folder, since a backup"
              + " of that would put back both, but it is "
              + seenFolder);
    }
    return seenFolder;
  }

  /** Reads all entries; empty if there is no readable snapshot. */
  public List<SnapshotEntry> load() {
    try {
      List<SnapshotEntry> entries = readAndCompare().entries();
      if (!entries.isEmpty()) {
        touch();
      }
      return entries.stream().map(entry -> notAfter(clock.instant(), entry)).toList();
    } catch (UnreadableSnapshotException e) {
      if (e.mayBeReadableByOthers()) {
        leaveInPlace(e);
        return List.of();
      }
      return loadUnderLock();
    } catch (IOException | RuntimeException e) {
      warnOnce("read", e);
      return List.of();
    }
  }

  /**
   * Merges entries into the snapshot. Of two entries with one key the later one is kept; on a tie,
   * that of {@code entries}. If the size limit is exceeded, {@code entries} and the latest of the
   * others are kept.
   *
   * @param timeout the maximum time to wait for another process that is writing
   * @return whether they were written; false if another process is writing or the disk fails, so
   *     the caller may retry
   */
  public boolean save(Collection<? extends SnapshotEntry> entries, Duration timeout) {
    return replace(before -> merged(entries, before), timeout);
  }

  /**
   * Clears the snapshot.
   *
   * @param timeout the maximum time to wait for another process that is writing
   * @return whether it was cleared; false if another process is writing or the disk fails
   */
  public boolean clear(Duration timeout) {
    return replace(before -> List.of(), timeout);
  }

  /**
   * Replaces the snapshot. It is read first also if the content does not depend on it: a file that
   * others can read is kept.
   *
   * @param content gives the entries by those before
   */
  private boolean replace(UnaryOperator<List<SnapshotEntry>> content, Duration timeout) {
    try (FolderLock lock = lock(timeout)) {
      if (lock == null) {
        return false;
      }
      folder.clean();
      RollBackGuard.Seen seen = guard.read();
      Contents before = readOrSetAside();
      compare(before, seen, lock);
      Generation next = guard.decode(seen).next(before.generation());
      folder.replace(format.write(next, content.apply(before.entries()), folder.maxBytes()));
      if (lock.isExclusive()) {
        guard.record(seen, next);
      }
      folder.clean();
      isFailing = false;
      isLeftInPlace = false;
      return true;
    } catch (UnreadableSnapshotException e) {
      leaveInPlace(e);
      return false;
    } catch (IOException | RuntimeException e) {
      warnOnce("write", e);
      return false;
    }
  }

  /** How often an old snapshot was found that somebody had put back. Thread-safe. */
  public long rollBacks() {
    return guard.rollBacks();
  }

  /** The path of the snapshot. */
  public Path file() {
    return folder.file();
  }

  /** Best effort: the folder may be read-only. */
  private void touch() {
    try {
      folder.touch(clock.instant());
    } catch (IOException | RuntimeException e) {
      LOG.info("The snapshot {} is read-only: {}", folder.file(), e.toString());
    }
  }

  /** Limits the time of an entry to now, since the clock of its writer may be ahead. */
  private static SnapshotEntry notAfter(Instant now, SnapshotEntry entry) {
    return entry.asOf().isAfter(now) ? entry.at(now) : entry;
  }

  /** Logs once that the file is left in place, and that this process has no snapshot. */
  private void leaveInPlace(UnreadableSnapshotException e) {
    if (!isLeftInPlace) {
      isLeftInPlace = true;
      String reason = String.valueOf(e.getMessage());
      LOG.warn(
          "The snapshot {} cannot be read by this process: {}. It is left in place for processes"
              + " with its key, and this process continues without a snapshot; configure the key,"
              + " or another folder",
          folder.file(),
          reason);
      publish(new SchemaEvent.SnapshotLeft(String.valueOf(folder.file()), reason));
    }
  }

  private @Nullable FolderLock lock(Duration timeout) throws IOException {
    long start = System.nanoTime();
    FolderLock lock = folder.tryLock();
    while (lock == null && System.nanoTime() - start < timeout.toNanos()) {
      LockSupport.parkNanos(this, ATTEMPT_NANOS);
      lock = folder.tryLock();
    }
    return lock;
  }

  private Contents read() throws IOException, UnreadableSnapshotException {
    byte[] file = folder.read();
    return file == null ? Contents.NONE : format.read(file);
  }

  /** Reads the snapshot, and compares it with what was seen before. */
  private Contents readAndCompare() throws IOException, UnreadableSnapshotException {
    RollBackGuard.Seen seen = guard.read();
    Contents contents = read();
    Generation found = contents.generation();
    if (found == null) {
      return contents;
    }
    SeenGenerations known = guard.decode(seen);
    boolean isOld = known.isNewerThan(found);
    if (!isOld && !known.isBehind(found)) {
      return contents;
    }
    try (FolderLock lock = lock(isOld ? COMPARE_TIMEOUT : Duration.ZERO)) {
      return lock == null ? contents : readAndCompareAgain(lock);
    } catch (IOException | RuntimeException e) { // the folder is read-only
      LOG.debug("Cannot lock the folder of {}", folder.file(), e);
      if (isOld) {
        announce(guard.examine(found, known));
      } else {
        guard.recordUnlocked(seen, found);
      }
      return contents;
    }
  }

  private Contents readAndCompareAgain(FolderLock lock)
      throws IOException, UnreadableSnapshotException {
    RollBackGuard.Seen seen = guard.read();
    Contents contents = read();
    compare(contents, seen, lock);
    Generation found = contents.generation();
    if (found != null && lock.isExclusive() && guard.decode(seen).isBehind(found)) {
      guard.record(seen, found);
    }
    return contents;
  }

  /** Without locks, writers lose each other's files, which looks the same. */
  private void compare(Contents contents, RollBackGuard.Seen seen, FolderLock lock) {
    if (lock.isExclusive()) {
      announce(guard.examine(contents.generation(), guard.decode(seen)));
    }
  }

  private void announce(SchemaEvent.@Nullable SnapshotRolledBack event) {
    if (event != null) {
      publish(event);
    }
  }

  /** Reads again under the lock, since another process may have replaced the file. */
  private List<SnapshotEntry> loadUnderLock() {
    try (FolderLock lock = folder.tryLock()) {
      if (lock == null) {
        return List.of();
      }
      RollBackGuard.Seen seen = guard.read();
      Contents contents = readOrSetAside();
      compare(contents, seen, lock);
      return contents.entries();
    } catch (UnreadableSnapshotException e) {
      leaveInPlace(e);
      return List.of();
    } catch (IOException | RuntimeException e) {
      warnOnce("set aside", e);
      return List.of();
    }
  }

  /**
   * Reads the snapshot; renames a damaged file.
   *
   * @throws UnreadableSnapshotException if other processes may be able to read the file
   */
  private Contents readOrSetAside() throws IOException, UnreadableSnapshotException {
    try {
      return read();
    } catch (UnreadableSnapshotException e) {
      if (e.mayBeReadableByOthers()) {
        throw e;
      }
      Path bad = folder.setAside(clock.instant());
      LOG.warn(
          "The snapshot {} cannot be read: {}. It was renamed to {}; its contents are requested"
              + " from the registry again",
          folder.file(),
          e.getMessage(),
          bad.getFileName());
      return Contents.NONE;
    }
  }

  /** Returns the given entries first, then those before only, the latest first. */
  private List<SnapshotEntry> merged(
      Collection<? extends SnapshotEntry> entries, List<SnapshotEntry> before) {
    Instant now = clock.instant();
    Map<Object, SnapshotEntry> others = new LinkedHashMap<>();
    before.forEach(entry -> others.put(entry.key(), entry));
    List<SnapshotEntry> merged = new ArrayList<>();
    for (SnapshotEntry entry : entries) {
      SnapshotEntry other = others.remove(entry.key());
      boolean isLater =
          other != null && other.asOf().isAfter(entry.asOf()) && !other.asOf().isAfter(now);
      merged.add(isLater ? other : entry);
    }
    others.values().stream()
        .map(other -> notAfter(now, other))
        .sorted(Comparator.comparing(SnapshotEntry::asOf).reversed())
        .forEach(merged::add);
    return merged;
  }

  private void publish(SchemaEvent event) {
    try {
      listener.onEvent(event);
    } catch (RuntimeException | Error e) {
      LOG.error("A schema listener failed on {}", event.getClass().getSimpleName(), e);
    }
  }

  private void warnOnce(String action, Exception e) {
    if (!isFailing) {
      isFailing = true;
      LOG.warn("Cannot {} the snapshot {}; continuing without it", action, folder.file(), e);
    }
  }
}
