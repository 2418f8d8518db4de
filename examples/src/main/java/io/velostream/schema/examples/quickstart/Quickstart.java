// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.examples.subjects.AvroSubjects;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

/**
 * Registers schemas that refer to each other, sends records through a real Kafka, reads them back,
 * compares each, and shows what happened.
 *
 * <p>{@code mvn -q -Pquickstart} in the project's folder runs it, inside Maven's own JVM. Settings
 * are system properties: {@code -Dformat}, {@code -Dinput}, {@code -Drecords}, {@code -Dkafka},
 * {@code -Dregistry}. The last line of output starts with {@code OK} or {@code FAILED}, and the
 * exit status is 0 or 1.
 */
public final class Quickstart {
  private static final long DEFAULT_RECORDS = 10_000;

  private Quickstart() {}

  /**
   * Runs the quickstart and ends the JVM.
   *
   * <p>The JVM is halted: Maven would add a report of its own to a failure, and the terminal codes
   * of its shutdown to any result.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    int status = run(System.getProperties(), System.out);
    System.err.flush();
    System.out.flush();
    Runtime.getRuntime().halt(status);
  }

  /**
   * Runs the quickstart. Whatever happens, the last thing printed is one line with the result.
   *
   * @return the exit status, 0 or 1
   */
  @SuppressWarnings("CatchingUnchecked") // The reader of the last line wants every failure there.
  static int run(Properties properties, PrintStream out) {
    try {
      String result = roundTrip(QuickstartSettings.of(properties), out);
      out.println(result);
      return result.startsWith("OK ") ? 0 : 1;
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      System.err.flush();
      out.println("FAILED " + oneLine(e));
      return 1;
    }
  }

  private static String roundTrip(QuickstartSettings settings, PrintStream out)
      throws InterruptedException, ExecutionException {
    Dataset dataset = dataset(settings);
    if (settings.kafka() == null) {
      out.println("Starting a Kafka broker in this JVM, which takes a few seconds …");
      out.flush();
    }
    try (Servers servers = Servers.of(settings)) {
      return roundTrip(dataset, servers, out);
    }
  }

  private static Dataset dataset(QuickstartSettings settings) {
    return settings.input() == null
        ? Dataset.orders(settings.format(), settings.records(DEFAULT_RECORDS))
        : AvroFile.open(settings.input(), settings.records(Long.MAX_VALUE));
  }

  private static String roundTrip(Dataset dataset, Servers servers, PrintStream out)
      throws InterruptedException, ExecutionException {
    String topic = topic(dataset);
    out.println(
        "Kafka " + servers.kafka() + ", registry " + servers.registry() + ", topic " + topic);
    out.println();
    long callsToRegister;
    int subjects;
    try (SchemaResolver resolver =
        SchemaResolver.builder()
            .registry(RegistrySettings.of(URI.create(servers.registry())))
            .build()) {
      List<RegisteredSchema> registered = register(dataset, topic + "-value", resolver);
      callsToRegister = resolver.stats().registryCalls();
      subjects = registered.size();
      RegisteredSchema root = registered.get(subjects - 1);
      SubjectReport report = new SubjectReport(out);
      out.println("Registered, each schema after those that it refers to:");
      report.printSubjects(registered);
      out.println();
      out.println("Resolved again from the root alone, by its references:");
      report.printTree(root, resolver.resolve(root));
      out.println();
    }
    out.println("Sending records, reading them back, and comparing each with what was sent …");
    out.println("A record carries an id of 5 bytes for its schema, and each id is asked for once.");
    out.println();
    out.flush();
    RoundTrip.Outcome outcome =
        new RoundTrip(servers.kafka(), servers.registry(), topic).run(dataset);
    print(outcome, callsToRegister, out);
    return (outcome.mismatches() == 0 ? "OK" : "FAILED")
        + (" records=" + outcome.records())
        + (" subjects=" + subjects)
        + (" mismatches=" + outcome.mismatches());
  }

  private static List<RegisteredSchema> register(
      Dataset dataset, String rootSubject, SchemaResolver resolver) {
    List<RegisteredSchema> registered = new ArrayList<>();
    Map<String, Integer> versions = new HashMap<>();
    for (AvroSubjects.Part part : dataset.parts(rootSubject)) {
      List<SchemaReference> references =
          part.references().stream().map(each -> reference(each, versions)).toList();
      Subject subject = Subject.of(part.subject());
      RegisteredSchema schema =
          resolver.register(
              subject,
              new SchemaDefinition(dataset.format().name(), part.text(), references, null, null),
              Normalization.OFF);
      if (schema.subjectVersion() == null) {
        schema = resolver.lookUp(subject, schema.definition(), Normalization.OFF);
      }
      versions.put(part.subject(), Objects.requireNonNull(schema.subjectVersion()).version());
      registered.add(schema);
    }
    return registered;
  }

  private static SchemaReference reference(
      AvroSubjects.Reference reference, Map<String, Integer> versions) {
    return new SchemaReference(
        reference.name(),
        reference.subject(),
        Objects.requireNonNull(versions.get(reference.subject())));
  }

  /** A topic's name, from the name of the values' schema. */
  private static String topic(Dataset dataset) {
    String name = "quickstart-" + dataset.schemaName().replaceAll("[^A-Za-z0-9._-]", "_");
    return name.length() <= 200 ? name : name.substring(0, 200);
  }

  private static void print(RoundTrip.Outcome outcome, long callsToRegister, PrintStream out) {
    long records = Math.max(1, outcome.records());
    out.printf(
        Locale.ROOT,
        "bytes           %,d as JSON text, %,d on the wire (%.1f %%, %d a record)%n",
        outcome.textBytes(),
        outcome.wireBytes(),
        100.0 * outcome.wireBytes() / Math.max(1, outcome.textBytes()),
        outcome.wireBytes() / records);
    out.printf(
        Locale.ROOT,
        "records/s       %,d written, %,d read and compared (a cold JVM, broker included)%n",
        perSecond(records, outcome.writing()),
        perSecond(records, outcome.reading()));
    out.printf(
        Locale.ROOT,
        "registry calls  %d to register, %d to write, %d to read%n",
        callsToRegister,
        outcome.callsToWrite(),
        outcome.callsToRead());
    out.println();
  }

  private static long perSecond(long records, Duration time) {
    return Math.round(records * 1e9 / Math.max(1, time.toNanos()));
  }

  /** An exception and what caused it, without line ends. */
  private static String oneLine(Throwable thrown) {
    StringBuilder line = new StringBuilder(sentence(thrown));
    Throwable cause = thrown.getCause();
    for (int depth = 0; cause != null && depth < 5; depth++, cause = cause.getCause()) {
      line.append(" <- ").append(sentence(cause));
    }
    return line.toString().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String sentence(Throwable thrown) {
    String message = Objects.requireNonNullElse(thrown.getMessage(), "no message");
    return thrown.getClass().getSimpleName() + ": " + message;
  }
}
