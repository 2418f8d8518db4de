// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One combination of versions, tried in a JVM of its own.
 *
 * @param name what is exchanged
 * @param javaHome of the JVM
 */
record Row(String name, Path javaHome, String avro, String kafka, String jackson, String protobuf) {

  private static final int MINUTES = 3;

  /** The jars of which a row has its own. */
  private static final Pattern EXCHANGED =
      Pattern.compile(
          "(avro|kafka-clients|connect-api|protobuf-java|jackson-(core|databind|annotations|datatype-jdk8|datatype-jsr310"
              + "|module-parameter-names))-[0-9.]+\\.jar");

  /** The newest of each, in the JVM of the build. */
  static Row newest(String name) {
    return new Row(
        name,
        Path.of(System.getProperty("java.home")),
        Versions.newest(Versions.AVRO),
        Versions.newest(Versions.KAFKA),
        Versions.newest(Versions.JACKSON),
        Versions.newest(Versions.PROTOBUF));
  }

  /** The oldest of each, in the JVM of the build. */
  static Row oldest(String name) {
    return newest(name)
        .withAvro(Versions.oldest(Versions.AVRO))
        .withKafka(Versions.oldest(Versions.KAFKA))
        .withJackson(Versions.oldest(Versions.JACKSON))
        .withProtobuf(Versions.oldest(Versions.PROTOBUF));
  }

  Row withAvro(String version) {
    return new Row(name, javaHome, version, kafka, jackson, protobuf);
  }

  Row withKafka(String version) {
    return new Row(name, javaHome, avro, version, jackson, protobuf);
  }

  Row withJackson(String version) {
    return new Row(name, javaHome, avro, kafka, version, protobuf);
  }

  Row withProtobuf(String version) {
    return new Row(name, javaHome, avro, kafka, jackson, version);
  }

  Row withJava(Path home) {
    return new Row(name, home, avro, kafka, jackson, protobuf);
  }

  /**
   * Runs a program with the row's versions.
   *
   * @param log where its output goes
   * @return its lines
   */
  List<String> run(Path log, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4"));
    command.add("-Xlog:class+load:file=" + classes(log));
    command.addAll(List.of("-cp", classPath(), program.getName()));
    command.addAll(List.of(arguments));
    Files.createDirectories(log.getParent());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new IllegalStateException(name + " has not ended after " + MINUTES + " min: " + log);
    }
    return Files.readAllLines(log);
  }

  /**
   * The results of the round trips, by their names; what failed says why.
   *
   * @param arguments of {@link RoundTrips#main}
   */
  Map<String, String> trips(Path log, String... arguments)
      throws IOException, InterruptedException {
    Map<String, String> results = new TreeMap<>();
    for (String line : run(log, RoundTrips.class, arguments)) {
      int sign = line.indexOf('=');
      if (sign > 0 && RoundTrips.NAMES.contains(line.substring(0, sign))) {
        results.put(line.substring(0, sign), line.substring(sign + 1));
      }
    }
    RoundTrips.NAMES.forEach(
        trip -> results.putIfAbsent(trip, "no: it did not come to it: " + log));
    return results;
  }

  /** Where the JVM writes down which classes it loads. */
  static Path classes(Path log) {
    return log.resolveSibling(log.getFileName() + ".classes");
  }

  private String classPath() {
    Stream<String> exchanged =
        Stream.of(
                Versions.avro(avro),
                Versions.kafka(kafka),
                Versions.connect(kafka),
                Versions.jackson(jackson),
                Versions.protobuf(protobuf))
            .flatMap(List::stream)
            .map(Path::toString);
    return Stream.concat(exchanged, others()).collect(Collectors.joining(File.pathSeparator));
  }

  /** What the tests of this module have on their class path, but for what is exchanged. */
  private static Stream<String> others() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator))
        .filter(entry -> !EXCHANGED.matcher(Path.of(entry).getFileName().toString()).matches());
  }
}
