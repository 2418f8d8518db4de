// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Writes values by our serializers and reads them back, with a registry over real HTTP. Runs in a
 * JVM of its own, which has the versions that are tried: prints the result of each trip in a line,
 * {@code trip=yes} or {@code trip=no} and why. Nothing here refers to what the oldest versions
 * lack.
 */
public final class RoundTrips {

  static final List<String> NAMES =
      List.of(
          "Avro generic",
          "Avro generated",
          "Avro reflected",
          "Avro logical",
          "Avro header",
          "JSON record",
          "JSON untyped",
          "JSON tree",
          "JSON header",
          "Protobuf generated",
          "Protobuf dynamic",
          "Protobuf header",
          "Metrics",
          "Connect");

  /** How the names begin of classes that are made at run time. */
  static final List<String> MADE =
      List.of("RecordReaderGenerator$Velostream", "RecordWriterGenerator$Velostream");

  private RoundTrips() {}

  /** A trip; throws whatever goes wrong. */
  private interface Trip {
    void run(String url) throws Exception;
  }

  /**
   * Runs all of them.
   *
   * @param args how many times the Avro values go there and back; and, if that is to be until
   *     classes were made for them, the file to which the JVM writes the classes that it loads
   */
  public static void main(String[] args) {
    int times = args.length == 0 ? 1 : Integer.parseInt(args[0]);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    BooleanSupplier isEnough =
        () -> args.length < 2 || areMade(Path.of(args[1])) || System.nanoTime() - deadline > 0;
    run("Avro generic", url -> AvroTrips.generic(url, times, isEnough));
    run("Avro generated", url -> AvroTrips.generated(url, times));
    run("Avro reflected", url -> AvroTrips.reflected(url, times));
    run("Avro logical", AvroTrips::logical);
    run("Avro header", AvroTrips::header);
    run("JSON record", JsonTrips::record);
    run("JSON untyped", JsonTrips::untyped);
    run("JSON tree", JsonTrips::tree);
    run("JSON header", JsonTrips::header);
    run("Protobuf generated", ProtobufTrips::generated);
    run("Protobuf dynamic", ProtobufTrips::dynamic);
    run("Protobuf header", ProtobufTrips::header);
    run("Metrics", MetricsTrip::inJmx);
    run("Connect", ConnectTrip::inBothFormats);
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  /** Whether classes that read and write records were made at run time. */
  private static boolean areMade(Path classes) {
    try {
      String loaded = Files.readString(classes);
      return MADE.stream().allMatch(loaded::contains);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String name, Trip trip) {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      trip.run(registry.url());
      System.out.println(name + "=yes");
    } catch (Throwable e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      System.out.println(name + "=no " + e + ", for " + cause);
      e.printStackTrace(); // goes to the log of the row
    }
  }

  /** The value comes back the same, and is written the same again. */
  static void thereAndBack(Wire wire, Object value) {
    byte[] bytes = wire.write(value);
    requireEqual(value, wire.read(bytes));
    requireSame(bytes, wire.write(wire.read(bytes)));
  }

  /** With the schema's id in a header, so that the record's bytes are the payload alone. */
  static void inHeader(Wire wire, Object value) {
    Headers headers = new RecordHeaders();
    requireEqual(value, wire.there(value, headers));
    requireEqual(17, headers.lastHeader("__value_schema_id").value().length);
  }

  static void requireEqual(Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new IllegalStateException("expected " + expected + ", was " + actual);
    }
  }

  static void requireSame(byte[] expected, byte[] actual) {
    if (!Arrays.equals(expected, actual)) {
      throw new IllegalStateException(
          "expected " + Arrays.toString(expected) + ", was " + Arrays.toString(actual));
    }
  }

  static byte[] payload(byte[] framed) {
    return Arrays.copyOfRange(framed, 5, framed.length);
  }

  static <T> List<T> many(T value) {
    return Collections.nCopies(3, value);
  }
}
