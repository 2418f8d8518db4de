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
 * <p>A file is written aside, synced, and renamed, so that whoever dies at whatever moment leaves
 * the old one or the new one. Who writes holds the folder's lock and first takes in what the file
 * has by now, so that nothing which another process has learned is lost. Who reads needs no lock. A
 * file that cannot be read is set aside under another name, with one warning; one whose key is not
 * known here stays as it is, since it may be good for others.
 *
 * <p>To be used by one thread at a time. Nothing here throws because of a file, a folder or a full
 * disk.
 */
public final class SnapshotStore {

  private static final Logger log = LoggerFactory.getLogger(SnapshotStore.class);

  /** How long to wait before the next attempt at a lock that another process has. */
  private static final long ATTEMPT_NANOS = Duration.ofMillis(10).toNanos();

  private final SnapshotFolder folder;
  private final SnapshotFormat format;
  private final Clock clock;
  private final SchemaListener listener;
  private boolean isFailing;
  private boolean isLeftToOthers;

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
   * The snapshot of the registry at {@code urls}. Nothing is read yet but keys.
   *
   * @throws IllegalArgumentException when the keys cannot be had, or the folder's name is none
   */
  public static SnapshotStore open(SnapshotSettings settings, List<URI> urls, Clock clock) {
    return open(settings, urls, clock, SchemaListener.none());
  }

  /** The same, with one who hears of {@link SchemaEvent.SnapshotLeft}. */
  public static SnapshotStore open(
      SnapshotSettings settings, List<URI> urls, Clock clock, SchemaListener listener) {
    SnapshotFolder folder =
        new SnapshotFolder(
            Path.of(settings.folder()), urls, settings.quotaBytes(), new LocalFileSystem());
    return new SnapshotStore(
        folder, new SnapshotFormat(SnapshotKeyRing.of(settings.encryption())), clock, listener);
  }

  /** All that the snapshot holds; empty when there is none that can be read. */
  public List<SnapshotEntry> load() {
    try {
      List<SnapshotEntry> entries = read();
      if (!entries.isEmpty()) {
        touch();
      }
      return entries.stream().map(entry -> notAfter(clock.instant(), entry)).toList();
    } catch (UnreadableSnapshotException e) {
      if (e.isOthers()) {
        leaveToOthers(e);
        return List.of();
      }
      return loadUnderLock();
    } catch (IOException | RuntimeException e) {
      warnOnce("read", e);
      return List.of();
    }
  }

  /**
   * Adds entries to the snapshot. Of two entries for one key the later one stays, and of two
   * equally late ones that of {@code entries}. Where there is no room for all, those of {@code
   * entries} stay, and the latest of the others.
   *
   * @param patience how long to wait for another process that is writing
   * @return whether they are safe on disk; false when another process is writing or the disk fails,
   *     and then it is to be tried again
   */
  public boolean save(Collection<? extends SnapshotEntry> entries, Duration patience) {
    return replace(() -> merged(entries), patience);
  }

  /**
   * Empties the snapshot.
   *
   * @param patience how long to wait for another process that is writing
   * @return whether it is empty; false when another process is writing or the disk fails
   */
  public boolean clear(Duration patience) {
    return replace(
        () -> {
          var unused = readOrSetAside(); // what others can read stays theirs
          return List.of();
        },
        patience);
  }

  /** What a snapshot is to hold, read once nobody else is writing. */
  private interface Content {
    Collection<SnapshotEntry> entries() throws IOException, UnreadableSnapshotException;
  }

  private boolean replace(Content content, Duration patience) {
    try (FolderLock lock = lock(patience)) {
      if (lock == null) {
        return false;
      }
      folder.clean();
      folder.replace(format.write(content.entries(), folder.maxBytes()));
      folder.clean();
      isFailing = false;
      isLeftToOthers = false;
      return true;
    } catch (UnreadableSnapshotException e) {
      leaveToOthers(e);
      return false;
    } catch (IOException | RuntimeException e) {
      warnOnce("write", e);
      return false;
    }
  }

  /** Where the snapshot is. */
  public Path file() {
    return folder.file();
  }

  /** Best effort: a snapshot in a folder that cannot be written serves as well. */
  private void touch() {
    try {
      folder.touch(clock.instant());
    } catch (IOException | RuntimeException e) {
      log.info("The snapshot {} is read only: {}", folder.file(), e.toString());
    }
  }

  /** An entry that a clock ahead of this one has dated is as old as now. */
  private static SnapshotEntry notAfter(Instant now, SnapshotEntry entry) {
    return entry.asOf().isAfter(now) ? entry.at(now) : entry;
  }

  /** Says once that the file stays as it is, and that this process has no snapshot. */
  private void leaveToOthers(UnreadableSnapshotException e) {
    if (!isLeftToOthers) {
      isLeftToOthers = true;
      String reason = String.valueOf(e.getMessage());
      log.warn(
          "The snapshot {} cannot be read by this process: {}. It stays as it is for those who have"
              + " its key, and this process goes on without a snapshot; give it the key, or a folder"
              + " of its own",
          folder.file(),
          reason);
      announce(new SchemaEvent.SnapshotLeft(String.valueOf(folder.file()), reason));
    }
  }

  private @Nullable FolderLock lock(Duration patience) throws IOException {
    long start = System.nanoTime();
    FolderLock lock = folder.tryLock();
    while (lock == null && System.nanoTime() - start < patience.toNanos()) {
      LockSupport.parkNanos(this, ATTEMPT_NANOS);
      lock = folder.tryLock();
    }
    return lock;
  }

  private List<SnapshotEntry> read() throws IOException, UnreadableSnapshotException {
    byte[] file = folder.read();
    return file == null ? List.of() : format.read(file);
  }

  /** What is there once nobody is writing: another process may have put a good file there. */
  private List<SnapshotEntry> loadUnderLock() {
    try (FolderLock lock = folder.tryLock()) {
      return lock == null ? List.of() : readOrSetAside();
    } catch (UnreadableSnapshotException e) {
      leaveToOthers(e);
      return List.of();
    } catch (IOException | RuntimeException e) {
      warnOnce("set aside", e);
      return List.of();
    }
  }

  /**
   * What is there; a file that is damaged gets another name.
   *
   * @throws UnreadableSnapshotException when the file may be good for others
   */
  private List<SnapshotEntry> readOrSetAside() throws IOException, UnreadableSnapshotException {
    try {
      return read();
    } catch (UnreadableSnapshotException e) {
      if (e.isOthers()) {
        throw e;
      }
      Path bad = folder.setAside(clock.instant());
      log.warn(
          "The snapshot {} cannot be read: {}. It is now {}; what it held is asked for again",
          folder.file(),
          e.getMessage(),
          bad.getFileName());
      return List.of();
    }
  }

  /** Entries first, then what only the file has, the latest first. */
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

  private void announce(SchemaEvent event) {
    try {
      listener.onEvent(event);
    } catch (RuntimeException | Error e) {
      log.error("A schema listener failed on {}", event.getClass().getSimpleName(), e);
    }
  }

  private void warnOnce(String what, Exception e) {
    if (!isFailing) {
      isFailing = true;
      log.warn("Cannot {} the snapshot {}; going on without it", what, folder.file(), e);
    }
  }
}
