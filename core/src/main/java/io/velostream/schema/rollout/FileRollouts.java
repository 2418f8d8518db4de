// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.rollout;

import io.velostream.schema.thread.DaemonThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rollouts of a file, which is read again when it has changed. The text is compared, not the time
 * of the file: a ConfigMap of Kubernetes is a link that changes its target. A file that cannot be
 * read or is malformed leaves the last rollouts in place, and is logged once. Serializers of one
 * file share an instance and its thread. Safe for use by many threads.
 */
public final class FileRollouts implements RolloutSource, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FileRollouts.class);

  private static final ReentrantLock LOCK = new ReentrantLock();

  /** Guarded by the lock. */
  private static final Map<Path, FileRollouts> SHARED = new HashMap<>();

  private final Path file;
  private final Rollouts rollouts = new Rollouts();
  private @Nullable ScheduledExecutorService thread;
  private @Nullable String text;
  private @Nullable String problem;

  /** Guarded by {@link #LOCK}. */
  private int users;

  FileRollouts(Path file) {
    this.file = file;
  }

  /**
   * The rollouts of a file. They are to be closed.
   *
   * @param file the file, which must be readable and well-formed now
   * @param interval how often it is read again; that of the first user of the file applies
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is malformed
   */
  public static FileRollouts open(Path file, Duration interval) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    FileRollouts opened = new FileRollouts(path);
    String read = Files.readString(path);
    opened.take(read);
    LOCK.lock();
    try {
      FileRollouts shared = SHARED.get(path);
      if (shared == null) {
        shared = opened;
        shared.start(interval);
        SHARED.put(path, shared);
      }
      shared.users++;
      return shared;
    } finally {
      LOCK.unlock();
    }
  }

  private void take(String read) {
    rollouts.replaceAll(RolloutFile.parse(read));
    text = read;
  }

  private void start(Duration interval) {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            work -> DaemonThread.of(work, "velostream-rollouts"));
    var unused =
        started.scheduleWithFixedDelay(
            this::readAgain, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    thread = started;
  }

  /** Reads the file, if it has changed. */
  void readAgain() {
    try {
      String now = Files.readString(file);
      if (now.equals(text)) {
        return;
      }
      take(now);
      problem = null;
      LOG.info("The rollouts of {} have changed: {}", file, rollouts.all());
    } catch (IOException | RuntimeException e) {
      String found = e.toString();
      if (!found.equals(problem)) {
        LOG.warn("The rollouts of {} stay as they are, since it cannot be read", file, e);
        problem = found;
      }
    }
  }

  @Override
  public int generation() {
    return rollouts.generation();
  }

  @Override
  public @Nullable Rollout rollout(String subject) {
    return rollouts.rollout(subject);
  }

  /** Ends the use; the last one ends the thread. To be called once for each {@link #open}. */
  @Override
  public void close() {
    LOCK.lock();
    try {
      users--;
      if (users > 0) {
        return;
      }
      SHARED.remove(file);
    } finally {
      LOCK.unlock();
    }
    ScheduledExecutorService started = thread;
    if (started != null) {
      started.shutdownNow();
    }
  }
}
