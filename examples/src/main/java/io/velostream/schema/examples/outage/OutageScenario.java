// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The outage, phase by phase. Records are sent from the beginning to the end; the consumer's
 * process is replaced while the registry is down. Belongs to one thread.
 */
final class OutageScenario implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long SECOND_NANOS = 1_000_000_000;

  private final OutageSettings settings;
  private final PrintStream out;
  private final OutageServers servers;
  private final Path consumerSettings;
  private final PacedProducer producer;
  private final ConsumerReport report = new ConsumerReport();
  private final Freshness producing = new Freshness();
  private final long startNanos;
  private ConsumerProcess consumer;
  private String phase = "healthy";
  private String registry = "up";
  private long nextLineNanos;
  private long sentBefore;

  OutageScenario(OutageSettings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
    servers = OutageServers.start(settings.ttl());
    consumerSettings = servers.consumerSettings();
    report.expect(servers.registry().register(OutageServers.SUBJECT, Readings.FIRST_VERSION), 1);
    producer =
        PacedProducer.start(OutageServers.TOPIC, settings.rate(), servers.producerSettings());
    consumer = ConsumerProcess.start(consumerSettings, OutageServers.TOPIC);
    startNanos = System.nanoTime();
    nextLineNanos = startNanos;
  }

  /** Runs all phases, and gives the line that says how it ended. */
  String run() throws InterruptedException {
    boolean hasStarted = watch(PATIENCE, () -> report.received() > 0);
    watch(settings.healthy(), () -> false);
    boolean hasRestarted = hasStarted && outage();
    phase = "recovery";
    long upNanos = System.nanoTime();
    servers.registry().restart();
    registry = "up";
    report.expect(servers.registry().register(OutageServers.SUBJECT, Readings.SECOND_VERSION), 2);
    boolean isTaken = watch(PATIENCE, report::isAsExpected);
    Duration taking = since(upNanos);
    boolean hasRecovered = watch(PATIENCE, () -> !producing.isStale() && !report.isStale());
    Duration recovery = since(upNanos);
    phase = "version 2";
    watch(settings.healthy(), () -> false);
    boolean hasEnded = drain();
    boolean isWhole =
        report.lost(producer.sent()) + report.repeated() + report.failed() + producer.failed() == 0;
    boolean isInTime = isTaken && taking.compareTo(settings.refreshLimit()) <= 0;
    return (isWhole && hasRestarted && hasRecovered && isInTime && hasEnded ? "OK" : "FAILED")
        + (" records=" + producer.sent())
        + (" lost=" + report.lost(producer.sent()))
        + (" repeated=" + report.repeated())
        + (" failed=" + (report.failed() + producer.failed()))
        + (" restarted-without-registry=" + hasRestarted)
        + (" recovered-after=" + (hasRecovered ? recovery.toMillis() + "ms" : "never"))
        + (" new-version-after=" + (isTaken ? taking.toMillis() + "ms" : "never"))
        + report.firstFailure();
  }

  /** Stops the registry, and half-way replaces the consumer; says whether the new one delivers. */
  private boolean outage() throws InterruptedException {
    long downNanos = System.nanoTime();
    phase = "outage";
    registry = "down";
    servers.registry().stop();
    watch(settings.outage().dividedBy(2), () -> false);
    phase = "restart";
    boolean hasEnded = finishConsumer();
    long before = report.received();
    consumer = ConsumerProcess.start(consumerSettings, OutageServers.TOPIC);
    boolean delivers = watch(PATIENCE, () -> report.received() > before);
    phase = "outage";
    watch(settings.outage().minus(since(downNanos)), () -> false);
    return hasEnded && delivers;
  }

  private boolean drain() throws InterruptedException {
    phase = "end";
    producer.finish();
    watch(PATIENCE, () -> report.received() >= producer.sent());
    return finishConsumer();
  }

  private boolean finishConsumer() throws InterruptedException {
    consumer.finish();
    watch(PATIENCE, report::isEnded);
    boolean isGood = consumer.status() == 0;
    report.opened();
    return isGood;
  }

  /** Takes what the consumer says, with a line each second, until it is time or enough. */
  private boolean watch(Duration atMost, BooleanSupplier isEnough) throws InterruptedException {
    long endNanos = System.nanoTime() + atMost.toNanos();
    while (!isEnough.getAsBoolean()) {
      long now = System.nanoTime();
      if (now - endNanos >= 0) {
        return false;
      }
      if (now - nextLineNanos >= 0) {
        printLine(now);
      }
      String line = consumer.next(Math.min(endNanos, nextLineNanos) - now);
      if (line != null) {
        report.take(line);
      }
    }
    return true;
  }

  private void printLine(long now) {
    long sent = producer.sent();
    producing.observe(producer.serializer().stats(), sent - sentBefore);
    sentBefore = sent;
    nextLineNanos += SECOND_NANOS;
    out.printf(
        Locale.ROOT,
        "%3d s  %-9s  sent %,9d  received %,9d  registry %-4s  served stale %,9d  version %d%n",
        (now - startNanos) / SECOND_NANOS,
        phase,
        sent,
        report.received(),
        registry,
        producing.servedStale() + report.servedStale(),
        report.version());
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
    servers.close();
  }
}
