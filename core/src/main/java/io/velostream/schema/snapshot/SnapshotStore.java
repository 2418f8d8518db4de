// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.settings.SnapshotSettings;
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
 * <p>Used by one thread at a time. Failures of the file system never cause exceptions.
 */
public final class SnapshotStore {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);

  /** The time between two attempts to lock the folder. */
  private static final long ATTEMPT_NANOS = Duration.ofMillis(10).toNanos();

  private final SnapshotFolder folder;
  private final SnapshotFormat format;
  private final Clock clock;
  private final SchemaListener listener;
  private boolean isFailing;
  private boolean isLeftInPlace;

  SnapshotStore(SnapshotFolder folder, SnapshotFormat format, Clock clock) {
    this(folder, format, clock, SchemaListener.none());
  }

  private SnapshotStore(
      SnapshotFolder folder, SnapshotFormat format, Clock clock, SchemaListener listener) {
    this.listener = listener;
    this.folder = folder;
    this.format = format;
    this.clock = clock;
  }

  /**
   * Opens the snapshot of the registry at {@code urls}. Only keys are read yet.
   *
   * @throws IllegalArgumentException if the keys cannot be read, or the folder's name is invalid
   */
  public static SnapshotStore open(SnapshotSettings settings, List<URI> urls, Clock clock) {
    return open(settings, urls, clock, SchemaListener.none());
  }

  /** Opens a snapshot, with a listener for {@link SchemaEvent.SnapshotLeft}. */
  public static SnapshotStore open(
      SnapshotSettings settings, List<URI> urls, Clock clock, SchemaListener listener) {
    SnapshotFolder folder =
        new SnapshotFolder(
            Path.of(settings.folder()), urls, settings.quotaBytes(), new LocalFileSystem());
    return new SnapshotStore(
        folder, new SnapshotFormat(SnapshotKeyRing.of(settings.encryption())), clock, listener);
  }

  /** Reads all entries; empty if there is no readable snapshot. */
  public List<SnapshotEntry> load() {
    try {
      List<SnapshotEntry> entries = read();
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
    return replace(() -> merged(entries), timeout);
  }

  /**
   * Clears the snapshot.
   *
   * @param timeout the maximum time to wait for another process that is writing
   * @return whether it was cleared; false if another process is writing or the disk fails
   */
  public boolean clear(Duration timeout) {
    return replace(
        () -> {
          var unused = readOrSetAside(); // keep a file that others can read
          return List.of();
        },
        timeout);
  }

  /** What a snapshot is to hold, read once nobody else is writing. */
  private interface Content {
    Collection<SnapshotEntry> entries() throws IOException, UnreadableSnapshotException;
  }

  private boolean replace(Content content, Duration timeout) {
    try (FolderLock lock = lock(timeout)) {
      if (lock == null) {
        return false;
      }
      folder.clean();
      folder.replace(format.write(content.entries(), folder.maxBytes()));
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

  private List<SnapshotEntry> read() throws IOException, UnreadableSnapshotException {
    byte[] file = folder.read();
    return file == null ? List.of() : format.read(file);
  }

  /** Reads again under the lock, since another process may have replaced the file. */
  private List<SnapshotEntry> loadUnderLock() {
    try (FolderLock lock = folder.tryLock()) {
      return lock == null ? List.of() : readOrSetAside();
    } catch (UnreadableSnapshotException e) {
      leaveInPlace(e);
      return List.of();
    } catch (IOException | RuntimeException e) {
      warnOnce("set aside", e);
      return List.of();
    }
  }

  /**
   * Reads the entries; renames a damaged file.
   *
   * @throws UnreadableSnapshotException if other processes may be able to read the file
   */
  private List<SnapshotEntry> readOrSetAside() throws IOException, UnreadableSnapshotException {
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
      return List.of();
    }
  }

  /** Returns the given entries first, then those of the file only, the latest first. */
  private List<SnapshotEntry> merged(Collection<? extends SnapshotEntry> entries)
      throws IOException, UnreadableSnapshotException {
    Instant now = clock.instant();
    Map<Object, SnapshotEntry> others = new LinkedHashMap<>();
    readOrSetAside().forEach(entry -> others.put(entry.key(), entry));
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
