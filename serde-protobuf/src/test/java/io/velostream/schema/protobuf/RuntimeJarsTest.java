// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The jars that users get beside this one. */
class RuntimeJarsTest {

  @Test
  void areThese() throws Exception {
    try (InputStream jars = RuntimeJarsTest.class.getResourceAsStream("/runtime-jars.txt")) {
      assertThat(new String(jars.readAllBytes(), UTF_8).split(File.pathSeparator))
          .extracting(RuntimeJarsTest::artifact)
          .containsExactlyInAnyOrder(
              "caffeine",
              "jackson-annotations",
              "jackson-core",
              "jackson-databind",
              "jspecify",
              "protobuf-java",
              "resilience4j-circuitbreaker",
              "resilience4j-core",
              "slf4j-api",
              "velostream-schema-core");
    }
  }

  /** The artifact of a jar, without its version; the module core may be there as its classes. */
  private static String artifact(String jar) {
    Path path = Path.of(jar);
    String name = path.getFileName().toString();
    return name.equals("classes") || name.startsWith("velostream-schema-core")
        ? "velostream-schema-core"
        : name.replaceFirst("-\\d[^-]*(-.*)?\\.jar$", "");
  }
}
