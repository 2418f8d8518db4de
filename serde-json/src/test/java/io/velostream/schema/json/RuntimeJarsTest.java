// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which jars an application gets that depends on this module. */
class RuntimeJarsTest {

  /** Here on the class path, as the module has them; users get them only if they add them. */
  private static final List<String> OPTIONAL =
      List.of("jackson-datatype-jdk8", "jackson-datatype-jsr310", "jackson-module-parameter-names");

  @Test
  void someAreOptional() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));

    assertThat(OPTIONAL)
        .allSatisfy(
            artifact ->
                assertThat(pom)
                    .containsPattern(
                        "<artifactId>" + artifact + "</artifactId>\\s*<optional>true</optional>"));
  }

  @Test
  void areThese() throws Exception {
    try (InputStream jars = RuntimeJarsTest.class.getResourceAsStream("/runtime-jars.txt")) {
      assertThat(new String(jars.readAllBytes(), UTF_8).split(File.pathSeparator))
          .extracting(RuntimeJarsTest::artifact)
          .filteredOn(artifact -> !OPTIONAL.contains(artifact))
          .containsExactlyInAnyOrder(
              "caffeine",
              "classgraph",
              "jackson-annotations",
              "jackson-core",
              "jackson-databind",
              "jspecify",
              "mbknor-jackson-jsonschema-java8",
              "resilience4j-circuitbreaker",
              "resilience4j-core",
              "slf4j-api",
              "validation-api",
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
