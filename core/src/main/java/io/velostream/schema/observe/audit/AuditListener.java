// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.audit;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.metrics.MetricExporter;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.thread.DaemonThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an audit log: which client registered, wrote, read or was denied which schema, which
 * settings and subjects were changed, and once a minute how many records each client wrote and read
 * in each topic. Never holds record data. Named by {@code schema.listeners}; its options have the
 * prefix {@code schema.listeners.}.
 *
 * <p>Listeners of one path share the log in a JVM, with the size of the first of them; the last one
 * closes it. Other processes need another path, as a log has one writer.
 */
public final class AuditListener implements SchemaListener, Configurable, AutoCloseable {

  /** The path of the log. */
  public static final String PATH = "audit.path";

  /** The size from which on a file is rotated. */
  public static final String MAX_BYTES = "audit.max.bytes";

  private static final Logger LOG = LoggerFactory.getLogger(AuditListener.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** The records that are compared with further ones. It bounds the memory. */
  private static final int MAX_REPEATS = 1_000;

  private static final ConfigDef KEYS =
      new ConfigDef()
          .define(
              PATH,
              ConfigDef.Type.STRING,
              Importance.HIGH,
              "The path of the current file of the audit log.")
          .define(
              MAX_BYTES,
              ConfigDef.Type.LONG,
              10_000_000L,
              Range.atLeast(1_000),
              Importance.LOW,
              "The size from which on a file is rotated.");

  private static final ReentrantLock LOCK = new ReentrantLock();

  /** The listeners that have a log open, by its path. Guarded by the lock. */
  private static final Map<Path, AuditListener> OPEN = new HashMap<>();

  private final AuditLog.FileOpener files;
  private final Clock clock;
  private final MetricRegistry metrics;

  /** The listener that has the log open: this one, or an earlier one of the same path. */
  private volatile @Nullable AuditListener owner;

  /** The listeners that use the log of this one. Guarded by the lock. */
  private int users;

  private @Nullable Path path;
  private final Map<MetricGroup, Double> countedRecords = new HashMap<>();

  /** How often each record of this minute was repeated. Used by the thread only. */
  private final Map<AuditRecord, Long> repeats = new LinkedHashMap<>();

  /** Used by the thread only, once it is started. */
  private @Nullable AuditLog log;

  /** The records that could not be written since the last one that was. Used by the thread only. */
  private long lost;

  private volatile @Nullable ScheduledExecutorService thread;
  private MetricRegistry.@Nullable Registration lastUses;

  /** Creates a listener, which must be configured. */
  public AuditListener() {
    this(Clock.systemUTC(), MetricRegistry.global(), AuditLog::open);
  }

  AuditListener(Clock clock, MetricRegistry metrics, AuditLog.FileOpener files) {
    this.files = files;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Opens the log.
   *
   * @throws ConfigException if the path is missing or cannot be written
   */
  @Override
  public void configure(Map<String, ?> configs) {
    AbstractConfig values = new AbstractConfig(KEYS, configs, false);
    String named = values.getString(PATH);
    try {
      Path file = Path.of(named).toAbsolutePath().normalize();
      if (joins(file)) {
        return;
      }
      open(file, values.getLong(MAX_BYTES));
    } catch (IOException | RuntimeException e) {
      ConfigException refused =
          new ConfigException(
              "schema.listeners." + PATH, named, "cannot be opened: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }

  /** Whether a listener of this JVM has the log open, which this one uses from now on. */
  private boolean joins(Path file) {
    LOCK.lock();
    try {
      AuditListener first = OPEN.get(file);
      if (first == null) {
        return false;
      }
      first.users++;
      owner = first;
      return true;
    } finally {
      LOCK.unlock();
    }
  }

  private void open(Path file, long maxBytes) throws IOException {
    try {
      log = new AuditLog(file, maxBytes, clock, files);
    } catch (IOException e) {
      if (joins(file)) { // opened by another thread meanwhile
        return;
      }
      throw e;
    }
    path = file;
    thread = started();
    lastUses = metrics.addExporter(new LastUses());
    LOCK.lock();
    try {
      OPEN.put(file, this);
      users = 1;
      owner = this;
    } finally {
      LOCK.unlock();
    }
  }

  private ScheduledExecutorService started() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            work -> DaemonThread.of(work, "velostream-audit"));
    var unused =
        started.scheduleWithFixedDelay(
            this::writeUses, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return started;
  }

  /** The options of this listener, without their prefix. A new object on each call. */
  public static ConfigDef keys() {
    return new ConfigDef(KEYS);
  }

  @Override
  public Set<String> optionNames() {
    return Set.copyOf(KEYS.names());
  }

  @Override
  public void onEvent(SchemaEvent event) {
    AuditRecord record = AuditRecord.of(event);
    AuditListener writer = owner;
    if (record != null && writer != null) {
      writer.await(() -> writer.writeOnce(record));
    }
  }

  /** Writes the number of records since the last time, by client and topic. */
  void countUses() {
    await(this::writeUses);
  }

  /**
   * Runs work on the thread that owns the log, and waits for it: so a slow disk slows the thread of
   * the listeners, whose queue is bounded.
   */
  private void await(Runnable work) {
    ScheduledExecutorService worker = thread;
    if (worker == null) {
      return;
    }
    try {
      worker.submit(work).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RejectedExecutionException e) {
      LOG.error("An audit record was lost", e);
    }
  }

  /** Writes a record, unless an equal one was written in this minute; then it is counted. */
  private void writeOnce(AuditRecord record) {
    if (repeats.size() >= MAX_REPEATS) {
      writeRepeats();
    }
    if (repeats.merge(record, 0L, (count, none) -> count + 1) == 0) {
      write(record.action(), record.facts());
    }
  }

  private void writeRepeats() {
    repeats.forEach(
        (record, count) -> {
          if (count > 0) {
            Map<String, Object> facts = new LinkedHashMap<>(record.facts());
            facts.put("repeated", count);
            write(record.action(), facts);
          }
        });
    repeats.clear();
  }

  private void writeUses() {
    metrics.groups().forEach(this::writeUse);
    writeRepeats();
    flush();
  }

  /** Writes the records of one client and topic since the last time. */
  private void writeUse(MetricGroup group) {
    boolean isWritten = group.type().equals("serializer-topic-metrics");
    if (!isWritten && !group.type().equals("deserializer-topic-metrics")) {
      return;
    }
    double records = group.metric("record-total").read();
    Double before = countedRecords.put(group, records);
    long added = (long) (records - (before == null ? 0 : before));
    if (added > 0) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("clientId", group.tags().get("client-id"));
      facts.put("topic", group.tags().get("topic"));
      facts.put("isKey", Boolean.valueOf(group.tags().get("is-key")));
      facts.put("records", added);
      write(isWritten ? "records-written" : "records-read", facts);
    }
  }

  /** Writes the last records of a client that is being closed. */
  private final class LastUses implements MetricExporter {

    @Override
    public void added(MetricGroup group) {
      // Read once a minute.
    }

    @Override
    public void removed(MetricGroup group) {
      ScheduledExecutorService worker = thread;
      if (worker != null && !worker.isShutdown()) {
        worker.execute(
            () -> {
              writeUse(group);
              countedRecords.remove(group);
            });
      }
    }
  }

  /** Writes a record; behind records that could not be written, one that counts them. */
  private void write(String action, Map<String, ?> facts) {
    AuditLog open = log;
    if (open == null) {
      return;
    }
    try {
      if (lost > 0) {
        open.write("lost", Map.of("records", lost));
        lost = 0;
      }
      open.write(action, facts);
    } catch (IOException e) {
      if (lost++ == 0) {
        LOG.error("Audit records cannot be written; they are counted", e);
      }
    }
  }

  private void flush() {
    try {
      if (log != null) {
        log.flush();
      }
    } catch (IOException e) {
      LOG.error("The audit log could not be forced to the disk", e);
    }
  }

  /** Writes the last numbers of records, and closes the log if no other uses it. Idempotent. */
  @Override
  public void close() {
    AuditListener writer = owner;
    owner = null;
    if (writer != null && writer.isReleased()) {
      writer.closeLog();
    }
  }

  private boolean isReleased() {
    LOCK.lock();
    try {
      users--;
      if (users == 0) {
        OPEN.remove(path);
      }
      return users == 0;
    } finally {
      LOCK.unlock();
    }
  }

  private void closeLog() {
    if (lastUses != null) {
      lastUses.close();
    }
    await(this::finish);
    ScheduledExecutorService worker = thread;
    thread = null;
    if (worker != null) {
      worker.shutdown();
    }
  }

  private void finish() {
    writeRepeats();
    AuditLog open = log;
    log = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      LOG.error("The audit log could not be closed", e);
    }
  }
}
