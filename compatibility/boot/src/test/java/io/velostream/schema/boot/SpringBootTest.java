// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Applications of several versions of Spring Boot, each in a JVM of its own, on a real broker. */
@Tag("matrix")
class SpringBootTest {

  private static final List<String> VERSIONS = List.of("3.4", "3.5", "4.0");
  private static final int MINUTES = 3;

  private final Path folder = Path.of(System.getProperty("boot.folder"));

  /** Its last line says whether all is as the page says, and works. */
  @Test
  void applicationsSendAndReceiveBothFormats() throws Exception {
    List<String> page = Files.readAllLines(Path.of(System.getProperty("matrix.page")));
    List<String> wrong = new ArrayList<>();
    System.out.println("| | Avro | JSON |");
    System.out.println("|---|---|---|");
    for (String version : VERSIONS) {
      Path log = Path.of(System.getProperty("boot.logs"), "boot-" + version + ".log");
      List<String> lines = run(version, log);
      boolean avro = lines.contains("Avro=yes");
      boolean json = lines.contains("JSON=yes");
      String row =
          "| Spring Boot %s | %s | %s |"
              .formatted(version, avro ? "yes" : "no", json ? "yes" : "no");
      System.out.println(row);
      if (!avro || !json) {
        wrong.add("Spring Boot " + version + ": " + log);
      }
      if (!page.contains(row)) {
        wrong.add("Spring Boot " + version + ": docs/compatibility.md says something else");
      }
    }
    wrong.forEach(System.out::println);
    System.out.println(
        (wrong.isEmpty() ? "OK" : "FAILED") + " matrix Spring Boot rows=" + VERSIONS.size());
    assertThat(wrong).isEmpty();
  }

  private List<String> run(String version, Path log) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      Path target = folder.resolve("boot-" + version).resolve("target");
      String classPath =
          target.resolve("classes")
              + File.pathSeparator
              + Files.readString(target.resolve("class-path.txt")).trim();
      Process application =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-cp",
                  classPath,
                  "io.velostream.schema.boot.OrdersApplication",
                  "--spring.config.name=orders",
                  "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                  "--spring.kafka.properties.schema.registry.url=" + registry.url())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!application.waitFor(MINUTES, TimeUnit.MINUTES)) {
        application.destroyForcibly().waitFor();
      }
      return Files.readAllLines(log);
    }
  }
}
