// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.examples.console.Demo;
import io.velostream.schema.examples.console.Screen;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.settings.RegistrySettings;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

/**
 * Registers schemas that refer to each other, sends records through a real Kafka, reads them back,
 * compares each, and evolves the schemas while both versions are in use.
 *
 * <p>{@code mvn -q -Pquickstart} in the project's folder runs it, inside Maven's own JVM. Settings
 * are system properties: {@code -Dformat}, {@code -Dinput}, {@code -Drecords}, {@code -Dkafka},
 * {@code -Dregistry}. The last line of output starts with {@code OK} or {@code FAILED}, and the
 * exit status is 0 or 1.
 */
public final class Quickstart {
  private static final long DEFAULT_RECORDS = 10_000;
  private static final long MOST_EVOLVED = 1_000;

  private Quickstart() {}

  /**
   * Runs the quickstart and ends the JVM.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    Demo.main("quickstart", screen -> run(System.getProperties(), screen));
  }

  /**
   * Runs the quickstart. Whatever happens, the last thing printed is one line with the result.
   *
   * @return the exit status, 0 or 1
   */
  static int run(Properties properties, PrintStream out) {
    return Demo.run(screen -> run(properties, screen), Screen.plain(out));
  }

  private static String run(Properties properties, Screen screen)
      throws InterruptedException, ExecutionException {
    QuickstartSettings settings = QuickstartSettings.of(properties);
    if (settings.input() != null) {
      Dataset records = AvroFile.open(settings.input(), settings.records(Long.MAX_VALUE));
      introduce(settings, screen);
      return run(settings, records, screen);
    }
    introduce(settings, screen);
    return run(
        settings, Dataset.orders(settings.format(), settings.records(DEFAULT_RECORDS)), screen);
  }

  private static void introduce(QuickstartSettings settings, Screen screen) {
    Demo.introduce(
        screen,
        "Quickstart: "
            + (settings.format() == ValueFormat.AVRO ? "Avro" : "JSON Schema")
            + " records through a real Kafka and a schema registry",
        "Producers and consumers share schemas through the registry: a record carries a schema's id,",
        "and each step below is checked. All of it is real: broker, HTTP, serializers.");
  }

  private static String run(QuickstartSettings settings, Dataset dataset, Screen screen)
      throws InterruptedException, ExecutionException {
    try (Servers servers = servers(settings, screen);
        SchemaResolver resolver =
            SchemaResolver.builder()
                .registry(RegistrySettings.of(URI.create(servers.registry())))
                .build()) {
      String topic = topic(dataset);
      screen.say(
          "Kafka " + servers.kafka() + ", registry " + servers.registry() + ", topic " + topic);
      int subjects = registerAll(dataset, topic + "-value", resolver, screen);
      long callsToRegister = resolver.stats().registryCalls();
      RoundTrip.Outcome outcome = roundTrip(dataset, servers, topic, screen);
      print(outcome, callsToRegister, screen);
      if (settings.input() != null) {
        return result(outcome.mismatches() == 0, outcome, subjects, outcome.mismatches());
      }
      Evolution.Outcome evolution =
          new Evolution(
                  dataset.format(),
                  servers,
                  resolver,
                  "quickstart-evolution-" + dataset.format().name().toLowerCase(Locale.ROOT),
                  Math.min(MOST_EVOLVED, Math.max(1, dataset.count() / 10)),
                  screen)
              .run();
      screen.say("");
      long mismatches = outcome.mismatches() + evolution.mismatches();
      return result(outcome.mismatches() == 0 && evolution.isGood(), outcome, subjects, mismatches)
          + (" versions=" + evolution.versions())
          + (" read-across-versions=" + evolution.read())
          + (" refused=" + (evolution.isRefused() ? 1 : 0));
    }
  }

  private static Servers servers(QuickstartSettings settings, Screen screen)
      throws InterruptedException, ExecutionException {
    return settings.kafka() == null
        ? screen.busy("Starting a Kafka broker in this JVM", () -> Servers.of(settings))
        : Servers.of(settings);
  }

  private static int registerAll(
      Dataset dataset, String rootSubject, SchemaResolver resolver, Screen screen) {
    List<RegisteredSchema> registered =
        new PartRegistration(resolver, dataset.format()).register(dataset.parts(rootSubject));
    RegisteredSchema root = registered.get(registered.size() - 1);
    SubjectReport report = new SubjectReport(screen);
    screen.heading("Schemas that refer to each other, each registered after those that it uses");
    screen.say("A type that several schemas share has one subject, and evolves in one place.");
    report.printSubjects(registered);
    screen.say(
        "Resolved again from the root alone; serializers follow references without being told:");
    report.printTree(root, resolver.resolve(root));
    return registered.size();
  }

  private static RoundTrip.Outcome roundTrip(
      Dataset dataset, Servers servers, String topic, Screen screen)
      throws InterruptedException, ExecutionException {
    screen.heading(
        String.format(
            Locale.ROOT,
            "%,d records written, read back, and each compared with what was sent",
            dataset.count()));
    screen.say(
        "A record carries an id of 5 bytes in place of its schema; each id is asked for once.");
    return new RoundTrip(servers.kafka(), servers.registry(), topic, screen).run(dataset);
  }

  private static String result(
      boolean isGood, RoundTrip.Outcome outcome, int subjects, long mismatches) {
    return (isGood ? "OK" : "FAILED")
        + (" records=" + outcome.records())
        + (" subjects=" + subjects)
        + (" mismatches=" + mismatches);
  }

  /** A topic's name, from the name of the values' schema. */
  private static String topic(Dataset dataset) {
    String name = "quickstart-" + dataset.schemaName().replaceAll("[^A-Za-z0-9._-]", "_");
    return name.length() <= 200 ? name : name.substring(0, 200);
  }

  private static void print(RoundTrip.Outcome outcome, long callsToRegister, Screen screen) {
    long records = Math.max(1, outcome.records());
    screen.check(
        outcome.mismatches() == 0,
        String.format(
            Locale.ROOT,
            "%,d came back, %,d differ from what was sent",
            outcome.records(),
            outcome.mismatches()));
    screen.say(
        String.format(
            Locale.ROOT,
            "  bytes           %,d as JSON text, %,d on the wire (%.1f %%, %d a record)",
            outcome.textBytes(),
            outcome.wireBytes(),
            100.0 * outcome.wireBytes() / Math.max(1, outcome.textBytes()),
            outcome.wireBytes() / records));
    screen.say(
        String.format(
            Locale.ROOT,
            "  records/s       %,d written, %,d read and compared (a cold JVM, broker included)",
            perSecond(records, outcome.writing()),
            perSecond(records, outcome.reading())));
    screen.say(
        String.format(
            Locale.ROOT,
            "  registry calls  %d to register, %d to write, %d to read",
            callsToRegister,
            outcome.callsToWrite(),
            outcome.callsToRead()));
  }

  private static long perSecond(long records, Duration time) {
    return Math.round(records * 1e9 / Math.max(1, time.toNanos()));
  }
}
