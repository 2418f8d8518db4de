// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.maven.element.ElementNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What elements of a POM mean, and what messages say about wrong ones. */
class ParametersTest {

  @TempDir private Path folder;

  @Test
  void charactersThatNoElementNameHasAreEscaped() {
    assertThat(ElementNames.decoded("orders_x2Fvalue")).isEqualTo("orders/value");
    assertThat(ElementNames.decoded("_x3a.shop_x3Aorders")).isEqualTo(":.shop:orders");
    assertThat(ElementNames.decoded("sensor_x10-value")).isEqualTo("sensor_x10-value");
    assertThat(ElementNames.decoded("a_x41_x2E")).isEqualTo("a_x41_x2E");
  }

  @Test
  void theUrlsAndCredentialsAreKeysOfTheSerializers() {
    assertThat(
            RegistryConfigs.of(
                List.of("http://a:1", "http://b:2"),
                "user:password",
                Map.of("schema.registry.ssl.truststore.location", "ca.jks")))
        .containsOnly(
            Map.entry("schema.registry.url", "http://a:1,http://b:2"),
            Map.entry("basic.auth.user.info", "user:password"),
            Map.entry("basic.auth.credentials.source", "USER_INFO"),
            Map.entry("schema.registry.ssl.truststore.location", "ca.jks"));
  }

  @Test
  void theSourceOfCredentialsIsKeptIfItIsGiven() {
    assertThat(
            RegistryConfigs.of(
                List.of(),
                null,
                Map.of("basic.auth.user.info", "u:p", "basic.auth.credentials.source", "URL")))
        .containsEntry("basic.auth.credentials.source", "URL");
  }

  @Test
  void nothingIsGivenTwice() {
    assertThatThrownBy(
            () ->
                RegistryConfigs.of(
                    List.of("http://a"), null, Map.of("schema.registry.url", "http://b")))
        .hasMessageContaining("by <schemaRegistryUrls> and by <schema.registry.url>");
    assertThatThrownBy(
            () ->
                RegistryConfigs.of(
                    List.of(), "u:hidden", Map.of("basic.auth.user.info", "u:hidden")))
        .hasMessageContaining("by <userInfoConfig> and by <basic.auth.user.info>")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void aGoalThatNeedsARegistrySaysSo() {
    SetCompatibilityMojo mojo = new SetCompatibilityMojo();
    mojo.compatibilityLevels = Map.of("orders-value", "FULL");

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("no registry is given; add <schemaRegistryUrls>");
  }

  @Test
  void aGoalThatIsSkippedDoesNothing() throws Exception {
    RegisterMojo mojo = new RegisterMojo();
    mojo.skip = true;

    mojo.execute();
  }

  @Test
  void anUnknownLevelIsRefusedWithTheLevelsThatThereAre() {
    assertThat(Levels.parse("orders", " full_transitive ")).hasToString("FULL_TRANSITIVE");
    assertThatThrownBy(() -> Levels.parse("orders", "STRICT"))
        .hasMessageContaining(
            "<compatibilityLevels> has 'STRICT' for orders; the levels are [NONE");
  }

  @Test
  void referencesAreReadFromElements() {
    DefaultPlexusConfiguration references = new DefaultPlexusConfiguration("references");
    DefaultPlexusConfiguration orders = new DefaultPlexusConfiguration("orders-value");
    DefaultPlexusConfiguration reference = new DefaultPlexusConfiguration("reference");
    reference.addChild("name", "com.acme.Address");
    reference.addChild("subject", " address ");
    orders.addChild(reference);
    references.addChild(orders);

    assertThat(Reference.of(references))
        .containsOnly(
            Map.entry("orders-value", List.of(new Reference("com.acme.Address", "address", null))));
    assertThat(Reference.of(null)).isEmpty();

    reference.getChild("subject").setValue(" ");
    assertThatThrownBy(() -> Reference.of(references))
        .hasMessage("a <reference> of <orders-value> in <references> has no <subject>");
  }

  @Test
  void theLanguageFollowsFromTheFile() throws Exception {
    Path record = Files.writeString(folder.resolve("a.json"), "{\"type\":\"record\"}");
    Path object = Files.writeString(folder.resolve("b.json"), "{\"type\":\"object\"}");

    assertThat(SchemaTypes.of(folder.resolve("missing.avsc"), null, "s")).isEqualTo("AVRO");
    assertThat(SchemaTypes.of(record, null, "s")).isEqualTo("AVRO");
    assertThat(SchemaTypes.of(object, null, "s")).isEqualTo("JSON");
    assertThat(SchemaTypes.of(object, "avro", "s")).isEqualTo("AVRO");
    assertThatThrownBy(() -> SchemaTypes.of(object, "PROTOBUF", "orders"))
        .hasMessage("<schemaTypes> has 'PROTOBUF' for orders; only AVRO and JSON are possible");
  }

  @Test
  void previousFilesAreOrderedByTheirNumbers() throws Exception {
    for (String name : List.of("v10.avsc", "v2.avsc", "v1.avsc", "notes.txt")) {
      Files.writeString(folder.resolve(name), "\"int\"");
    }

    assertThat(PreviousFiles.of(folder, "order", "."))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("v1.avsc", "v2.avsc", "v10.avsc");
    assertThat(PreviousFiles.of(folder, "order", "v2.avsc")).hasSize(1);
    assertThat(PreviousFiles.of(folder, "order", null)).isEmpty();
    assertThatThrownBy(() -> PreviousFiles.of(folder, "order", "none"))
        .hasMessageContaining("has 'none' for order, and there is no such file or folder");
  }

  @Test
  void namesOfFilesAreEncoded() throws Exception {
    Path file = SchemaFiles.write(folder.resolve("new"), ":.shop:a/b c", null, "JSON", "{}");

    assertThat(file.getFileName()).hasToString("%3A.shop%3Aa%2Fb%20c.schema.json");
    assertThatThrownBy(() -> SchemaFiles.write(folder, "a", "avsc", "AVRO", "{}"))
        .hasMessageContaining("<schemaExtension> is 'avsc'; it must start with a dot");
  }

  @Test
  void patternsAndVersionsOfADownloadMustFit() {
    DownloadMojo mojo = new DownloadMojo();
    mojo.subjectPatterns = List.of("a", "b");
    mojo.versions = List.of("1");
    assertThatThrownBy(mojo::execute).hasMessageContaining("<versions> has 1 elements");

    mojo.versions = List.of("1", "newest");
    assertThatThrownBy(mojo::execute).hasMessageContaining("<versions> has 'newest'");

    mojo.subjectPatterns = List.of("a", "(");
    assertThatThrownBy(mojo::execute).hasMessageContaining("no regular expression");
  }
}
