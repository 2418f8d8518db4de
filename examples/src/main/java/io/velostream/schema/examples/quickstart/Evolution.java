// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.examples.console.Screen;
import io.velostream.schema.examples.console.Style;
import io.velostream.schema.examples.subjects.AvroSubjects.Part;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.protocol.CompatibilityLevel;
import io.velostream.schema.registry.protocol.CompatibilityVerdict;
import io.velostream.schema.registry.protocol.ConfigRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Evolves the orders' schemas in a subject of its own: an application of version 1 and one of
 * version 2 read what both write, and the registry refuses version 3.
 */
final class Evolution {

  private static final int MOST_LINES = 8;

  private final ValueFormat format;
  private final Servers servers;
  private final SchemaResolver deployer;
  private final OrderHistory history;
  private final PartRegistration registration;
  private final String topic;
  private final Subject subject;
  private final long count;
  private final Screen screen;

  /**
   * Prepares the evolution.
   *
   * @param deployer registers the versions
   * @param topic how the topic is named, unless the registry knows it from an earlier run
   * @param count how many orders each application writes
   */
  Evolution(
      ValueFormat format,
      Servers servers,
      SchemaResolver deployer,
      String topic,
      long count,
      Screen screen) {
    this.format = format;
    this.servers = servers;
    this.deployer = deployer;
    this.history = OrderHistory.of(format);
    this.registration = new PartRegistration(deployer, format);
    this.topic = unused(topic);
    this.subject = Subject.of(this.topic + "-value");
    this.count = count;
    this.screen = screen;
  }

  /**
   * What happened.
   *
   * @param versions how many versions the subject has at the end
   * @param read how many orders the two applications read, together
   * @param mismatches orders that were not read as expected, or not at all
   * @param isRefused whether the registry refused version 3
   */
  record Outcome(int versions, long read, long mismatches, boolean isRefused) {

    /** Whether all was as it had to be. */
    boolean isGood() {
      return mismatches == 0 && isRefused && versions == 2;
    }
  }

  /** Runs all steps. */
  Outcome run() throws InterruptedException, ExecutionException {
    deployer.registry().call(ConfigRequests.setCompatibility(subject, CompatibilityLevel.BACKWARD));
    registration.register(history.parts(1, subject.name()));
    MarkedTopic records = MarkedTopic.create(servers.kafka(), topic);
    RollingUpgrade upgrade = new RollingUpgrade(history, format, count);
    try (Application older = start(1);
        KafkaConsumer<String, Object> olderConsumer =
            records.consumer(older.ends().deserializer())) {
      registerSecondVersion();
      try (Application newer = start(2);
          KafkaConsumer<String, Object> newerConsumer =
              records.consumer(newer.ends().deserializer())) {
        screen.heading("Both versions at once, as in a rolling upgrade");
        screen.say(
            "The older application runs on beside the newer one. Each reads what both write:");
        upgrade.write(records, 1, older);
        upgrade.write(records, 2, newer);
        upgrade.read(records, 1, olderConsumer);
        upgrade.read(records, 2, newerConsumer);
      }
    }
    upgrade.print(screen);
    screen.say(history.explanation());
    boolean isRefused = isThirdVersionRefused();
    int versions = deployer.registry().call(SubjectRequests.versions(subject)).size();
    return new Outcome(versions, upgrade.read(), upgrade.mismatches(), isRefused);
  }

  private Application start(int version) {
    return Application.start(format, servers.registry(), subject, history.reading(version));
  }

  private void registerSecondVersion() {
    screen.heading(
        "Version 2: a field more in the order, and one in the customer that it refers to");
    screen.say("  order     + giftWrap  boolean, default false");
    screen.say("  customer  + tier      string, default \"standard\"");
    screen.say(
        "Both have a default, so orders that are in the topic already can still be read. The registry");
    screen.say(
        "checks that (level BACKWARD) before it takes a version, so that no consumer has to find out.");
    List<Part> first = history.parts(1, subject.name());
    List<Part> second = history.parts(2, subject.name());
    for (int i = 0; i < second.size(); i++) {
      Part part = second.get(i);
      if (part.equals(first.get(i)) && part.references().isEmpty()) {
        continue;
      }
      registerChecked(part);
    }
  }

  private void registerChecked(Part part) {
    Subject target = Subject.of(part.subject());
    CompatibilityVerdict verdict = verdict(part);
    if (!verdict.isCompatible()) {
      throw new IllegalStateException(
          "the registry finds version 2 of " + target + " incompatible: " + verdict.messages());
    }
    RegisteredSchema registered = registration.register(part);
    screen.check(
        true, "compatible and registered: " + registered.name() + ", id " + registered.idValue());
    screen.say(
        "    refers to "
            + registered.definition().references().stream()
                .map(each -> each.subject() + ":" + each.version())
                .collect(Collectors.joining(", ")));
  }

  /** What the registry says of a version before it is registered. */
  private CompatibilityVerdict verdict(Part part) {
    return deployer
        .registry()
        .call(
            ConfigRequests.testCompatibilityWithLatest(
                Subject.of(part.subject()), registration.definition(part)));
  }

  private boolean isThirdVersionRefused() {
    screen.heading("Version 3: a required field without a default, which no older order has");
    screen.say("  order     + warehouse string");
    List<Part> parts = history.parts(3, subject.name());
    Part order = parts.get(parts.size() - 1);
    boolean isFound = !verdict(order).isCompatible();
    screen.check(isFound, "the registry finds it incompatible when it is asked");
    try {
      RegisteredSchema registered = registration.register(order);
      screen.check(false, "the registry took it as " + registered.name());
      return false;
    } catch (IncompatibleSchemaException e) {
      screen.check(true, "the registry refuses to register it; the exception says:");
      wrapped(String.valueOf(e.getMessage()))
          .forEach(line -> screen.say("    " + screen.styled(Style.WARNING, line)));
      screen.say(
          "The mistake ends in the build that registers it, not in consumers that cannot read.");
      return isFound;
    }
  }

  private static List<String> wrapped(String message) {
    String line = message.replaceAll("\\s*\\R\\s*", " ");
    return line.replaceAll("(.{1,90})(?:\\s+|$)", "$1\n").lines().limit(MOST_LINES).toList();
  }

  /** This name, or with a number behind it the first one that the registry has no subject for. */
  private String unused(String wanted) {
    String name = wanted;
    for (int number = 2; isKnown(name); number++) {
      name = wanted + "-" + number;
    }
    return name;
  }

  private boolean isKnown(String name) {
    try {
      Subject known = Subject.of(name + "-value");
      return !deployer.registry().call(SubjectRequests.versionsWithDeleted(known)).isEmpty();
    } catch (SchemaNotFoundException e) {
      return false;
    }
  }
}
