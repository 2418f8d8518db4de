// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is published: what each jar must contain, and must not. {@link ReproducibleJarsIT} compares
 * the bytes of a second build.
 */
class PublishedJarsIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static List<String> modules() {
    return List.of("core", "serde-avro", "serde-json", "serde-protobuf", "connect", "testing");
  }

  private static String pom(String module) throws IOException {
    return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
  }

  private static String element(String pom, String name) {
    Matcher found = Pattern.compile("<" + name + ">([^<]+)</" + name + ">").matcher(pom);
    assertThat(found.find()).as(name).isTrue();
    return found.group(1);
  }

  private static Path jar(String module) throws IOException {
    List<Path> found = new ArrayList<>();
    Path target = ROOT.resolve(module).resolve("target");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "velostream-*.jar")) {
      for (Path each : jars) {
        if (!each.toString().matches(".*-(sources|javadoc|tests)\\.jar")) {
          found.add(each);
        }
      }
    }
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void eachJarSaysWhatItIsAndUnderWhichLicense(String module) throws IOException {
    try (JarFile jar = new JarFile(jar(module).toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
          .isEqualTo(element(pom("."), "version"));
      assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_TITLE)).startsWith("VeloStream");
      for (String file : List.of("LICENSE", "NOTICE")) {
        ZipEntry entry = jar.getEntry("META-INF/" + file);
        assertThat(entry).as(file).isNotNull();
        assertThat(new String(jar.getInputStream(entry).readAllBytes(), UTF_8))
            .isEqualTo(Files.readString(ROOT.resolve(file)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void noJarHoldsTheTimeOrThePlaceOfItsBuild(String module) throws IOException {
    LocalDateTime time =
        LocalDateTime.parse(
            element(pom("."), "project.build.outputTimestamp").replaceFirst("Z$", ""));
    try (JarFile jar = new JarFile(jar(module).toFile())) {
      assertThat(Collections.list(jar.entries()))
          .isNotEmpty()
          .allSatisfy(entry -> assertThat(entry.getTimeLocal()).isEqualTo(time));
      String home = System.getProperty("user.home");
      assertThat(jar.getManifest().getMainAttributes().values())
          .noneMatch(value -> value.toString().contains(ROOT.toString()))
          .noneMatch(value -> value.toString().contains(home));
    }
  }

  @Test
  void theBomHasTheVersionOfTheBuildAndAllThatIsPublished() throws IOException {
    String bom = pom("bom");

    assertThat(element(bom, "version")).isEqualTo(element(pom("."), "version"));
    for (String module : modules()) {
      String name = jar(module).getFileName().toString();
      String artifact = name.substring(0, name.indexOf("-" + element(bom, "version")));
      assertThat(bom).contains("<artifactId>" + artifact + "</artifactId>");
    }
  }
}
