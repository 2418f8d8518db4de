// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import io.velostream.schema.examples.console.Screen;
import io.velostream.schema.examples.outage.Timeline.RegistryState;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The outage, phase by phase. Records are sent from the beginning to the end; the consumer's
 * process is replaced while the registry is down. Belongs to one thread.
 */
final class OutageScenario implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration SLOW = Duration.ofMillis(1_500);
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final int SECONDS_PER_ROW = 5;

  private final OutageSettings settings;
  private final Screen screen;
  private final OutageServers servers;
  private final Path consumerSettings;
  private final PacedProducer producer;
  private final UncachedConsumer uncached;
  private final ConsumerReport report = new ConsumerReport();
  private final Freshness producing = new Freshness();
  private final Timeline timeline;
  private ConsumerProcess consumer;
  private int processes;
  private RegistryState registry = RegistryState.UP;
  private boolean hasBegun;
  private long startNanos;
  private long nextSecondNanos;
  private long columnNanos;
  private long sentBefore;
  private long receivedBefore;
  private long uncachedBefore;

  OutageScenario(OutageSettings settings, OutageServers servers, Screen screen) {
    this.settings = settings;
    this.servers = servers;
    this.screen = screen;
    timeline = new Timeline(screen, settings.rate());
    consumerSettings = servers.consumerSettings();
    report.expect(servers.registry().register(OutageServers.SUBJECT, Readings.FIRST_VERSION), 1);
    producer =
        PacedProducer.start(OutageServers.TOPIC, settings.rate(), servers.producerSettings());
    uncached =
        UncachedConsumer.start(servers.kafka(), servers.registry().url(), OutageServers.TOPIC);
    consumer = ConsumerProcess.start(consumerSettings, OutageServers.TOPIC, ++processes);
    startNanos = System.nanoTime();
    nextSecondNanos = startNanos;
  }

  /** Runs all phases, and gives the line that says how it ended. */
  String run() throws InterruptedException {
    boolean hasStarted = watch(PATIENCE, () -> report.received() > 0);
    begin();
    watch(settings.healthy(), () -> false);
    slowness();
    boolean hasRestarted = hasStarted && outage();
    long upNanos = System.nanoTime();
    servers.registry().restart();
    enter(RegistryState.UP);
    say("The registry is back.");
    boolean hasRecovered = watch(PATIENCE, () -> !producing.isStale() && !report.isStale());
    Duration recovery = since(upNanos);
    long registeredNanos = System.nanoTime();
    report.expect(servers.registry().register(OutageServers.SUBJECT, Readings.SECOND_VERSION), 2);
    say("Both sides have asked it again. Version 2 of the schema is registered.");
    boolean isTaken = watch(PATIENCE, report::isAsExpected);
    Duration taking = since(registeredNanos);
    say("Producer and consumer use version 2, which each found by itself.");
    watch(settings.healthy(), () -> false);
    boolean hasEnded = drain();
    addColumn(System.nanoTime());
    screen.keep();
    boolean isInTime = isTaken && taking.compareTo(settings.refreshLimit()) <= 0;
    boolean isGood =
        isWhole() && hasRestarted && hasRecovered && isInTime && hasEnded && uncached.failed() > 0;
    conclude(hasRestarted, isInTime, taking);
    return (isGood ? "OK" : "FAILED")
        + (" records=" + producer.sent())
        + (" lost=" + report.lost(producer.sent()))
        + (" repeated=" + report.repeated())
        + (" failed=" + (report.failed() + producer.failed()))
        + (" restarted-without-registry=" + hasRestarted)
        + (" recovered-after=" + (hasRecovered ? recovery.toMillis() + "ms" : "never"))
        + (" new-version-after=" + (isTaken ? taking.toMillis() + "ms" : "never"))
        + (" failed-without-cache=" + uncached.failed())
        + report.firstFailure();
  }

  /** Lets the clock and the drawing begin with the first record that was read. */
  private void begin() {
    hasBegun = true;
    startNanos = System.nanoTime();
    nextSecondNanos = startNanos + SECOND_NANOS;
    columnNanos = startNanos;
    sentBefore = producer.sent();
    receivedBefore = report.received();
    uncachedBefore = uncached.read();
    say("Records are sent and read; the registry answers.");
  }

  /** Delays each answer of the registry for a while. */
  private void slowness() throws InterruptedException {
    enter(RegistryState.SLOW);
    FaultRule delay = servers.registry().faults().always(Fault.delay(SLOW));
    say(
        "The registry takes "
            + SLOW.toMillis()
            + " ms for each answer. It is asked in the background.");
    watch(settings.slow(), () -> false);
    servers.registry().faults().remove(delay);
  }

  /** Stops the registry, and half-way replaces the consumer; says whether the new one delivers. */
  private boolean outage() throws InterruptedException {
    long downNanos = System.nanoTime();
    enter(RegistryState.DOWN);
    servers.registry().stop();
    say("The registry stops. Both sides go on with the schemas that they know.");
    watch(settings.outage().dividedBy(2), () -> false);
    say("The consumer's process ends; a new one starts with nothing but the snapshot on disk.");
    boolean hasEnded = finishConsumer();
    long before = report.received();
    consumer = ConsumerProcess.start(consumerSettings, OutageServers.TOPIC, ++processes);
    boolean delivers = watch(PATIENCE, () -> report.received() > before);
    say(delivers ? "The new process reads, without a registry." : "The new process reads nothing.");
    watch(settings.outage().minus(since(downNanos)), () -> false);
    return hasEnded && delivers;
  }

  private boolean drain() throws InterruptedException {
    producer.finish();
    watch(PATIENCE, () -> report.received() >= producer.sent());
    watch(PATIENCE, () -> uncached.read() + uncached.failed() >= producer.sent());
    return finishConsumer();
  }

  private boolean finishConsumer() throws InterruptedException {
    consumer.finish();
    watch(PATIENCE, report::isEnded);
    boolean isGood = consumer.status() == 0;
    report.opened();
    return isGood;
  }

  /** Takes what the consumer says, and shows each second, until it is time or enough. */
  private boolean watch(Duration atMost, BooleanSupplier isEnough) throws InterruptedException {
    long endNanos = System.nanoTime() + atMost.toNanos();
    while (!isEnough.getAsBoolean()) {
      long now = System.nanoTime();
      if (now - endNanos >= 0) {
        return false;
      }
      if (now - nextSecondNanos >= 0) {
        takeSecond(now);
      }
      long untilNext = Math.min(endNanos - now, nextSecondNanos - now);
      String line = consumer.next(Math.min(untilNext, SECOND_NANOS / 10));
      if (line != null) {
        report.take(line);
      }
    }
    return true;
  }

  private void takeSecond(long now) {
    nextSecondNanos += SECOND_NANOS;
    long sent = producer.sent();
    producing.observe(producer.serializer().stats(), sent - sentBefore);
    sentBefore = sent;
    long seconds = (now - startNanos) / SECOND_NANOS;
    if (!hasBegun) {
      screen.progress("Starting the consumer, in a JVM of its own … " + seconds + " s");
      return;
    }
    addColumn(now);
    show(seconds);
  }

  /** Ends a state of the registry with a column of its own, so that the drawing has each state. */
  private void enter(RegistryState state) {
    addColumn(System.nanoTime());
    registry = state;
  }

  /** Draws what was read since the last column, as a rate. */
  private void addColumn(long now) {
    double seconds = Math.max(1, now - columnNanos) / (double) SECOND_NANOS;
    timeline.add(
        new Timeline.Column(
            Math.round((report.received() - receivedBefore) / seconds),
            Math.round((uncached.read() - uncachedBefore) / seconds),
            registry,
            report.version()));
    columnNanos = now;
    receivedBefore = report.received();
    uncachedBefore = uncached.read();
  }

  private void show(long seconds) {
    if (screen.drawsInPlace()) {
      List<String> lines = new ArrayList<>(timeline.lines());
      lines.add(totals());
      lines.add(stale());
      screen.redraw(lines);
    } else if (seconds % SECONDS_PER_ROW == 0) {
      screen.say(time() + "  registry " + registry.label() + "  " + totals());
    }
  }

  private String totals() {
    return String.format(
        Locale.ROOT,
        "sent %,d, read %,d, not read without a cache %,d",
        producer.sent(),
        report.received(),
        uncached.failed());
  }

  /** How many records were handled with a newest version that could not be read again. */
  private String stale() {
    return String.format(
        Locale.ROOT,
        "with the newest version known, which the registry did not confirm: %,d written, %,d read",
        producing.servedStale(),
        report.servedStale());
  }

  private void say(String sentence) {
    screen.say(time() + "  " + sentence);
  }

  private String time() {
    return String.format(Locale.ROOT, "%3d s", (System.nanoTime() - startNanos) / SECOND_NANOS);
  }

  private boolean isWhole() {
    return report.lost(producer.sent()) + report.repeated() + report.failed() + producer.failed()
        == 0;
  }

  /** Prints each thing that was checked, and what the consumer without a cache would have lost. */
  private void conclude(boolean hasRestarted, boolean isInTime, Duration taking) {
    if (!screen.drawsInPlace()) {
      screen.say("");
      timeline.lines().forEach(screen::say);
    }
    screen.say("");
    screen.check(
        isWhole(),
        String.format(
            Locale.ROOT,
            "%,d records sent, each read once: %d lost, %d repeated, %d failed",
            producer.sent(),
            report.lost(producer.sent()),
            report.repeated(),
            report.failed() + producer.failed()));
    screen.say("  " + stale());
    screen.check(hasRestarted, "the consumer restarted while there was no registry");
    screen.check(
        isInTime,
        String.format(
            Locale.ROOT, "version 2 was in use %,d ms after it was registered", taking.toMillis()));
    screen.check(
        uncached.failed() > 0,
        String.format(
            Locale.ROOT,
            "without a cache: %,d of %,d records not read (%.0f %%)",
            uncached.failed(),
            uncached.failed() + uncached.read(),
            100.0 * uncached.failed() / Math.max(1, uncached.failed() + uncached.read())));
    screen.say(
        "  Counted by a consumer that ran beside and asked the registry for schemas at each poll.");
    screen.say("");
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  @Override
  public void close() {
    consumer.close();
    uncached.close();
    producer.close();
    servers.close();
  }
}
