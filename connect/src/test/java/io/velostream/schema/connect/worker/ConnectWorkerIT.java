// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker takes the packed converters from its plugin path. */
class ConnectWorkerIT {

  @TempDir private Path folder;

  static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-plugin.zip"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void ordersGoThroughTopicsInBothFormats() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    int status = new ConnectDemo(folder, new PrintStream(printed, true, UTF_8)).run(archive());

    assertThat(printed.toString(UTF_8)).contains("OK orders=1000 mismatches=0 dead-letters=2");
    assertThat(status).isZero();
  }

  @Test
  void theArchiveHasOurJarsAndNoneOfTheWorker() throws IOException {
    try (ZipFile zip = new ZipFile(archive().toFile())) {
      List<String> jars =
          zip.stream()
              .map(entry -> entry.getName().replaceFirst(".*/", ""))
              .filter(name -> name.endsWith(".jar"))
              .toList();

      assertThat(jars).anyMatch(name -> name.startsWith("velostream-connect-"));
      assertThat(jars).anyMatch(name -> name.startsWith("velostream-serde-avro-"));
      assertThat(jars)
          .noneMatch(
              name ->
                  name.startsWith("kafka-")
                      || name.startsWith("connect-")
                      || name.startsWith("slf4j-")
                      || name.contains("testing"));
    }
  }
}
