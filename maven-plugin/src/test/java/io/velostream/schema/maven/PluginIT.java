// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds two projects with a Maven of its own. What it needs was resolved by this build: the local
 * repository of this build is its only remote one.
 */
class PluginIT {

  private static final String PASSWORD = "secret-of-the-registry";

  @TempDir private Path folder;
  private final List<String> output = new ArrayList<>();

  @Test
  void avroFilesAreRegisteredInOrderAndChecked() throws Exception {
    try (EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.builder().basicAuth("build", PASSWORD).start()) {
      Path project = project("avro");

      assertThat(
              build(
                  project,
                  registry,
                  "velostream-schema:register",
                  "velostream-schema:test-compatibility"))
          .as(log())
          .isZero();

      assertThat(registered(registry))
          .containsExactly(
              "/subjects/address/versions",
              "/subjects/customer/versions",
              "/subjects/orders-value/versions");
      assertThat(log())
          .contains("Registered src/main/avro/address.avsc as version 1 of address, id 1")
          .contains("order.avsc is compatible with version 1 of orders-value (BACKWARD)")
          .doesNotContain(PASSWORD);
      assertThat(bodyOf(registry, "/subjects/orders-value/versions"))
          .contains(
              "\"metadata\":{\"tags\":{\"com.acme.Order.to\":[\"PII\"]},"
                  + "\"properties\":{\"owner\":\"team-a\"},\"sensitive\":[\"owner\"]}")
          .contains("\"ruleSet\":{\"domainRules\":[{\"name\":\"hasTarget\",\"kind\":\"CONDITION\"");

      output.clear();
      useDocumentedPom(project, registry);
      assertThat(build(project, registry, "velostream-schema:test-compatibility")).isNotZero();

      assertThat(log())
          .contains("src/main/broken/order.avsc is not compatible with version 1 of orders-value")
          .contains("/fields/0/type")
          .contains("currency")
          .contains("These schemas are not compatible, or could not be checked: orders-value")
          .doesNotContain(PASSWORD);
      assertThat(registry.versions("orders-value")).containsExactly(1);
    }
  }

  @Test
  void jsonSchemasAreValidatedRegisteredDownloadedAndDerived() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      Path project = project("json");

      assertThat(build(project, registry, "process-classes")).as(log()).isZero();

      assertThat(log())
          .contains("src/main/json/order.schema.json is valid")
          .contains("order.schema.json is compatible with version 1 of order (BACKWARD_TRANSITIVE)")
          .contains("Set the compatibility level of the registry to FORWARD")
          .contains("Set the compatibility level of subject orders-value to FULL");
      assertThat(registered(registry))
          .containsExactly("/subjects/address/versions", "/subjects/orders-value/versions");
      Path target = project.resolve("target");
      assertThat(target.resolve("downloaded/orders-value.json"))
          .content()
          .contains("address.schema.json");
      assertThat(target.resolve("downloaded/address.json")).content().contains("city");
      assertThat(target.resolve("schemas/customer-json.schema.json"))
          .content()
          .contains("2020-12")
          .contains("\"orders\"");
      assertThat(target.resolve("schemas/customer-avro.avsc"))
          .content()
          .contains("\"com.acme\"")
          .contains("\"orders\"");
    }
  }

  /** The POM of the page, with an order that is not compatible. */
  private static void useDocumentedPom(Path project, EmbeddedSchemaRegistry registry)
      throws IOException {
    String page = Files.readString(Path.of("../docs/maven-plugin.md"));
    String pom = page.substring(page.indexOf("<project"));
    Files.writeString(
        project.resolve("pom.xml"),
        pom.substring(0, pom.indexOf("```"))
            .replace("http://localhost:8081", registry.url())
            .replace("src/main/avro/order.avsc", "src/main/broken/order.avsc"));
  }

  private static List<String> registered(EmbeddedSchemaRegistry registry) {
    return registry.requests().stream()
        .filter(request -> request.method().equals("POST"))
        .map(request -> request.path())
        .filter(path -> path.endsWith("/versions"))
        .toList();
  }

  private static String bodyOf(EmbeddedSchemaRegistry registry, String path) {
    return registry.requests().stream()
        .filter(request -> request.method().equals("POST") && request.path().equals(path))
        .map(request -> request.body())
        .findFirst()
        .orElseThrow();
  }

  private String log() {
    return String.join("\n", output);
  }

  private Path project(String name) throws IOException {
    Path from = Path.of("src/it", name);
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private int build(Path project, EmbeddedSchemaRegistry registry, String... arguments)
      throws IOException, MavenInvocationException {
    Properties properties = new Properties();
    properties.setProperty("registry", registry.url());
    properties.setProperty("registry.user", "build:" + PASSWORD);
    properties.setProperty("schema.registry.basic.auth.user.info", "build:" + PASSWORD);
    for (String name : List.of("plugin.version", "compiler.version", "resources.version")) {
      properties.setProperty(name, System.getProperty(name));
    }
    InvocationRequest request = new DefaultInvocationRequest();
    request.setBaseDirectory(project.toFile());
    request.setMavenHome(Path.of(System.getProperty("maven.home")).toFile());
    request.setLocalRepositoryDirectory(Path.of(System.getProperty("invoker.repository")).toFile());
    request.setUserSettingsFile(settings().toFile());
    request.setGlobalSettingsFile(settings().toFile());
    request.setMavenOpts("-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    request.setBatchMode(true);
    request.setProperties(properties);
    request.setOutputHandler(output::add);
    request.setErrorHandler(output::add);
    request.addArgs(List.of(arguments));
    InvocationResult result = new DefaultInvoker().execute(request);
    if (result.getExecutionException() != null) {
      throw new IllegalStateException("Maven did not start", result.getExecutionException());
    }
    return result.getExitCode();
  }

  /** Settings with the local repository of this build in place of all remote ones. */
  private Path settings() throws IOException {
    return Files.writeString(
        folder.resolve("settings.xml"),
        """
        <settings>
          <mirrors>
            <mirror>
              <id>build</id>
              <mirrorOf>*</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
        </settings>
        """
            .formatted(Path.of(System.getProperty("build.repository")).toUri()));
  }
}
