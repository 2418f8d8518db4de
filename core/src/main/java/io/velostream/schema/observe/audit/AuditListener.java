// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.audit;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.metrics.MetricExporter;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
 * <p>Clients with equal connection settings share a listener. Others need a path of their own, as a
 * log has one writer.
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

  private final Clock clock;
  private final MetricRegistry metrics;
  private final Map<MetricGroup, Double> countedRecords = new HashMap<>();

  /** How often each record of this minute was repeated. Used by the thread only. */
  private final Map<AuditRecord, Long> repeats = new LinkedHashMap<>();

  /** Used by the thread only, once it is started. */
  private @Nullable AuditLog log;

  private volatile @Nullable ScheduledExecutorService thread;
  private MetricRegistry.@Nullable Registration lastUses;

  /** Creates a listener, which must be configured. */
  public AuditListener() {
    this(Clock.systemUTC(), MetricRegistry.global());
  }

  AuditListener(Clock clock, MetricRegistry metrics) {
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
    String path = values.getString(PATH);
    try {
      log = new AuditLog(Path.of(path), values.getLong(MAX_BYTES), clock);
    } catch (IOException | RuntimeException e) {
      ConfigException refused =
          new ConfigException(
              "schema.listeners." + PATH, path, "cannot be opened: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
    thread = started();
    lastUses = metrics.addExporter(new LastUses());
  }

  private ScheduledExecutorService started() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread worker = new Thread(work, "velostream-audit");
              worker.setDaemon(true);
              return worker;
            });
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
  public void onEvent(SchemaEvent event) {
    AuditRecord record = AuditRecord.of(event);
    if (record != null) {
      await(() -> writeOnce(record));
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
    ScheduledExecutorService owner = thread;
    if (owner == null) {
      return;
    }
    try {
      owner.submit(work).get();
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
      ScheduledExecutorService owner = thread;
      if (owner != null && !owner.isShutdown()) {
        owner.execute(
            () -> {
              writeUse(group);
              countedRecords.remove(group);
            });
      }
    }
  }

  private void write(String action, Map<String, ?> facts) {
    try {
      if (log != null) {
        log.write(action, facts);
      }
    } catch (IOException e) {
      LOG.error("An audit record could not be written: {}", action, e);
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

  /** Writes the last numbers of records, and closes the log. Idempotent. */
  @Override
  public void close() {
    if (lastUses != null) {
      lastUses.close();
    }
    await(this::finish);
    ScheduledExecutorService owner = thread;
    thread = null;
    if (owner != null) {
      owner.shutdown();
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
