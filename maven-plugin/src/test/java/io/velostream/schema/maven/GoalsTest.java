// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.SchemaRegistryExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Goals without Maven, against a registry. */
@ExtendWith(SchemaRegistryExtension.class)
class GoalsTest {

  private static final String ADDRESS_1 = record("Address", "{'name':'city','type':'string'}");
  private static final String ADDRESS_2 =
      record("Address", "{'name':'city','type':'string'},{'name':'zip','type':'int','default':0}");
  private static final String ORDER = record("Order", "{'name':'to','type':'Address'}");

  @TempDir private Path folder;
  private final StringWriter printed = new StringWriter();
  private EmbeddedSchemaRegistry registry;

  @BeforeEach
  void useRegistry(EmbeddedSchemaRegistry registry) {
    this.registry = registry;
  }

  @Test
  void aReferenceWithoutAVersionLeadsToTheVersionOfTheSameBuild() throws Exception {
    registry.register("address", ADDRESS_1);
    RegisterMojo mojo = mojo(new RegisterMojo(), "orders", ORDER, "address", ADDRESS_2);

    mojo.execute();

    assertThat(referencesOf("orders")).contains("\"subject\":\"address\",\"version\":2");
  }

  @Test
  void aReferenceWithAVersionKeepsIt() throws Exception {
    registry.register("address", ADDRESS_1);
    RegisterMojo mojo = mojo(new RegisterMojo(), "orders", ORDER, "address", ADDRESS_2);
    mojo.references = reference("orders", "Address", "address", "1");

    mojo.execute();

    assertThat(referencesOf("orders")).contains("\"subject\":\"address\",\"version\":1");
    assertThat(registry.versions("address")).containsExactly(1, 2);
  }

  @Test
  void aReferenceToASchemaOfTheRegistryOnlyLeadsToItsNewestVersion() throws Exception {
    registry.register("address", ADDRESS_1);
    registry.register("address", ADDRESS_2);
    RegisterMojo mojo = mojo(new RegisterMojo(), "orders", ORDER);
    mojo.references = reference("orders", "Address", "address", null);

    mojo.execute();

    assertThat(referencesOf("orders")).contains("\"subject\":\"address\",\"version\":2");
  }

  @Test
  void nothingIsRegisteredIfOneFileDoesNotParse() throws Exception {
    RegisterMojo mojo =
        mojo(new RegisterMojo(), "address", ADDRESS_1, "orders", "{'type':'record'}");

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("orders.avsc is not valid");
    assertThat(registry.requestCount("POST", ".*")).isZero();
  }

  @Test
  void aRefusedSchemaFailsTheBuildWithAllReasons() throws Exception {
    registry.register("address", ADDRESS_1);
    RegisterMojo mojo =
        mojo(
            new RegisterMojo(),
            "address",
            record("Address", "{'name':'city','type':'int'},{'name':'zip','type':'int'}"));

    assertThatThrownBy(mojo::execute).isInstanceOf(MojoFailureException.class);
    assertThat(printed.toString())
        .contains("address.avsc is refused for subject address")
        .contains("/fields/0/type")
        .contains("/fields/1");
  }

  @Test
  void compatibilityIsCheckedWithFilesThatAreNotRegistered() throws Exception {
    TestCompatibilityMojo mojo =
        mojo(new TestCompatibilityMojo(), "orders", ORDER, "address", ADDRESS_1);

    mojo.execute();

    assertThat(printed.toString()).contains("has nothing to be compatible with in orders");
    assertThat(registry.versions("address")).isEmpty();
  }

  @Test
  void allSubjectsAreCheckedBeforeTheBuildFails() throws Exception {
    registry.register("address", ADDRESS_1);
    registry.register("city", "\"string\"");
    registry.compatibility("city", "FULL");
    TestCompatibilityMojo mojo =
        mojo(
            new TestCompatibilityMojo(),
            "address",
            record("Address", "{'name':'city','type':'int'}"),
            "broken",
            "{'type':'record'}",
            "city",
            "'int'");

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("address, broken, city");
    assertThat(printed.toString())
        .contains("Version 1 cannot read data of the new schema")
        .contains("broken.avsc is not valid");
  }

  @Test
  void validationIsStricterThanParsing() throws Exception {
    ValidateMojo mojo =
        mojo(
            new ValidateMojo(),
            "address",
            record("Address", "{'name':'zip','type':'int','default':'none'}"),
            "fine",
            ADDRESS_1.replace("Address", "Fine"));
    mojo.schemaRegistryUrls = List.of();

    assertThatThrownBy(mojo::execute)
        .hasMessage("These schemas are not valid: address; the reasons are printed above");
    assertThat(printed.toString()).contains("fine.avsc is valid").contains("zip");
  }

  @Test
  void validationNeedsARegistryOnlyForSchemasThatAreNoFiles() throws Exception {
    ValidateMojo mojo = mojo(new ValidateMojo(), "orders", ORDER);
    mojo.references = reference("orders", "Address", "address", "1");
    mojo.schemaRegistryUrls = List.of();

    assertThatThrownBy(mojo::execute).isInstanceOf(MojoFailureException.class);
    assertThat(printed.toString()).contains("give <schemaRegistryUrls>");

    registry.register("address", ADDRESS_1);
    mojo.schemaRegistryUrls = List.of(registry.url());
    assertThatCode(mojo::execute).doesNotThrowAnyException();
  }

  @Test
  void aCycleAndAMissingTypeNameTheFiles() throws Exception {
    ValidateMojo cycle =
        mojo(
            new ValidateMojo(),
            "a",
            record("A", "{'name':'b','type':'B'}"),
            "b",
            record("B", "{'name':'a','type':'A'}"));
    assertThatThrownBy(cycle::execute).hasMessageContaining("references form a cycle: a:1 → b:1");

    ValidateMojo missing = mojo(new ValidateMojo(), "orders", ORDER);
    assertThatThrownBy(missing::execute)
        .hasMessageContaining("type 'Address' is used at /fields/0/type of orders.avsc");
  }

  @Test
  void levelsAreSetAndRemoved() throws Exception {
    registry.register("address", ADDRESS_1);
    SetCompatibilityMojo mojo = connected(new SetCompatibilityMojo());
    mojo.compatibilityLevels = Map.of("address", "full", "__GLOBAL", "NONE");
    mojo.execute();
    mojo.compatibilityLevels = Map.of("address", "null", "orders", "null");
    mojo.execute();

    assertThat(printed.toString())
        .contains("Set the compatibility level of subject address to FULL")
        .contains("Set the compatibility level of the registry to NONE")
        .contains("Removed the compatibility level of subject address");
  }

  @Test
  void localVersionsAreCheckedInTheirOrder() throws Exception {
    Files.createDirectories(folder.resolve("old"));
    Files.writeString(folder.resolve("old/1.avsc"), text(record("Address", "")));
    Files.writeString(folder.resolve("old/2.avsc"), text(ADDRESS_1));
    TestLocalCompatibilityMojo mojo = basics(new TestLocalCompatibilityMojo());
    mojo.schemas = files("address", ADDRESS_2, "orders", ORDER);
    mojo.previousSchemaPaths = Map.of("address", "old");
    mojo.execute();
    assertThat(printed.toString()).contains("compatible with version 2 of address (BACKWARD)");

    mojo.compatibilityLevels = Map.of("address", "BACKWARD_TRANSITIVE");
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("address");
    assertThat(printed.toString()).contains("cannot read data of version 1");
  }

  @Test
  void aCheckAgainstNothingIsNoSuccess() throws Exception {
    Files.createDirectories(folder.resolve("old"));
    TestLocalCompatibilityMojo mojo = basics(new TestLocalCompatibilityMojo());
    mojo.schemas = files("address", ADDRESS_2, "orders", ORDER);
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("<previousSchemaPaths> is empty");

    mojo.previousSchemaPaths = Map.of("address", "old");
    mojo.execute();
    assertThat(printed.toString())
        .contains("<previousSchemaPaths> has no element <orders>")
        .contains("address.avsc has nothing to be compatible with");

    mojo.compatibilityLevels = Map.of("adress", "FULL");
    mojo.schemaTypes = Map.of("adress", "AVRO");
    mojo.execute();
    assertThat(printed.toString())
        .contains("<compatibilityLevels> has 'adress', and there is no schema file")
        .contains("<schemaTypes> has 'adress', and there is no schema file");
  }

  @Test
  void noGoalTakesAnInvalidSchema() throws Exception {
    for (String text :
        List.of(
            "{'type':'foo'}",
            "{'minLength':-1}",
            "{'pattern':'('}",
            "{'$ref':'#/definitions/X'}",
            record("Address", "{'name':'a','type':'int','default':'x'}"))) {
      String type = text.contains("record") ? "AVRO" : "JSON";
      for (SubjectsMojo mojo :
          List.of(
              mojo(new ValidateMojo(), "address", text),
              mojo(new TestCompatibilityMojo(), "address", text),
              mojo(new RegisterMojo(), "address", text))) {
        mojo.schemaTypes = Map.of("address", type);
        assertThatThrownBy(mojo::execute).isInstanceOf(Exception.class);
      }
      assertThat(printed.toString()).contains("address.avsc is not valid: ");
      TestLocalCompatibilityMojo local = basics(new TestLocalCompatibilityMojo());
      local.schemas = files("address", text);
      local.schemaTypes = Map.of("address", type);
      local.previousSchemaPaths = Map.of("address", "address.avsc");
      assertThatThrownBy(local::execute).isInstanceOf(MojoFailureException.class);
    }
    assertThat(registry.requestCount("POST", ".*")).isZero();
  }

  @Test
  void secretsAreInNoMessage() throws Exception {
    RegisterMojo mojo = mojo(new RegisterMojo(), "address", ADDRESS_1);
    mojo.configs = Map.of("schema.registry.ssl.truststore.password", "hidden-secret");
    mojo.schemaRegistryUrls = List.of("http://user:hidden-secret@127.0.0.1:1");
    mojo.configs = Map.of("schema.registry.url.lookup.timeout.unknown", "hidden-secret");

    assertThatThrownBy(mojo::execute).hasMessageNotContaining("hidden-secret");
    assertThat(printed.toString()).doesNotContain("hidden-secret");
  }

  @Test
  void aDownloadWritesWhatIsReferredToAndWarnsOfOtherVersions() throws Exception {
    registry.register("address", ADDRESS_1);
    registry.register("address", ADDRESS_2);
    RegisterMojo register = mojo(new RegisterMojo(), "orders", ORDER);
    register.references = reference("orders", "Address", "address", "1");
    register.execute();
    DownloadMojo mojo = connected(new DownloadMojo());
    mojo.subjectPatterns = List.of("orders");
    mojo.outputDirectory = folder.resolve("down").toFile();
    mojo.execute();
    assertThat(folder.resolve("down/address.avsc")).content().doesNotContain("zip");

    mojo.subjectPatterns = List.of("orders|address");
    mojo.execute();
    assertThat(folder.resolve("down/address.avsc")).content().contains("zip");
    assertThat(printed.toString())
        .contains("orders:1 refers to address:1, and the file of address has address:2");

    mojo.subjectPatterns = List.of("order");
    assertThatThrownBy(mojo::execute).hasMessageContaining("no subject of the registry matches");
  }

  @Test
  void aClassThatIsNotThereIsNamed() throws Exception {
    DeriveSchemaMojo mojo = basics(new DeriveSchemaMojo());
    mojo.classes = Map.of("orders", "com.acme.Missing");
    mojo.outputDirectory = folder.toFile();

    assertThatThrownBy(mojo::execute)
        .hasMessageContaining("the class com.acme.Missing of <orders> is not on the class path");
  }

  private String referencesOf(String subject) {
    return registry.requests().stream()
        .filter(each -> each.path().equals("/subjects/" + subject + "/versions"))
        .filter(each -> each.method().equals("POST"))
        .map(each -> each.body())
        .findFirst()
        .orElseThrow();
  }

  private <T extends SubjectsMojo> T mojo(T mojo, String... subjectsAndTexts) throws IOException {
    connected(mojo).subjects = files(subjectsAndTexts);
    return mojo;
  }

  private <T extends RegistryMojo> T connected(T mojo) {
    basics(mojo).schemaRegistryUrls = List.of(registry.url());
    return mojo;
  }

  private <T extends SchemaMojo> T basics(T mojo) {
    mojo.basedir = folder.toFile();
    mojo.setLog(log());
    return mojo;
  }

  private Map<String, String> files(String... subjectsAndTexts) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < subjectsAndTexts.length; i += 2) {
      String name = subjectsAndTexts[i] + ".avsc";
      Files.writeString(folder.resolve(name), text(subjectsAndTexts[i + 1]));
      files.put(subjectsAndTexts[i], name);
    }
    return files;
  }

  private Log log() {
    PrintWriter writer = new PrintWriter(printed, true);
    return new SystemStreamLog() {
      @Override
      public void info(CharSequence content) {
        writer.println(content);
      }

      @Override
      public void warn(CharSequence content) {
        writer.println(content);
      }

      @Override
      public void error(CharSequence content) {
        writer.println(content);
      }
    };
  }

  private static PlexusConfiguration reference(
      String referrer, String name, String subject, String version) {
    DefaultPlexusConfiguration references = new DefaultPlexusConfiguration("references");
    DefaultPlexusConfiguration of = new DefaultPlexusConfiguration(referrer);
    DefaultPlexusConfiguration reference = new DefaultPlexusConfiguration("reference");
    reference.addChild("name", name);
    reference.addChild("subject", subject);
    if (version != null) {
      reference.addChild("version", version);
    }
    of.addChild(reference);
    references.addChild(of);
    return references;
  }

  private static String record(String name, String fields) {
    return text("{'type':'record','name':'" + name + "','fields':[" + fields + "]}");
  }

  private static String text(String quoted) {
    return quoted.replace('\'', '"');
  }
}
