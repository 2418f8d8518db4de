// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.maven.element.DataContract;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.SchemaRegistryExtension;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Metadata and rules of a POM, as a registry has them after {@code register}. */
@ExtendWith(SchemaRegistryExtension.class)
class DataContractTest {

  private static final String RULES =
      """
      <ruleSets>
        <orders_x2Fvalue>
          <migrationRules>
            <rule><name>rename</name><kind>TRANSFORM</kind><mode>UPGRADE</mode><type>JSONATA</type>
              <expr>$merge([$, {'id': number}])</expr></rule>
          </migrationRules>
          <domainRules>
            <rule>
              <name>checkNumber</name>
              <doc>The number is positive.</doc>
              <kind>CONDITION</kind>
              <mode>WRITE</mode>
              <type>CEL</type>
              <tags><tag>PII</tag></tags>
              <params><encrypt.kek.name>key</encrypt.kek.name></params>
              <expr>message.number &gt; 0</expr>
              <onSuccess>NONE</onSuccess>
              <onFailure>DLQ</onFailure>
              <disabled>true</disabled>
            </rule>
          </domainRules>
        </orders_x2Fvalue>
      </ruleSets>
      """;

  private static final String METADATA =
      """
      <metadata>
        <orders_x2Fvalue>
          <tags>
            <_x2A_x2A.number><tag>PII</tag><tag>ID</tag></_x2A_x2A.number>
            <Order.date>PII, DATE</Order.date>
          </tags>
          <properties><owner>team-a</owner><app.major.version>2</app.major.version></properties>
          <sensitive><param>owner</param></sensitive>
        </orders_x2Fvalue>
      </metadata>
      """;

  @TempDir private Path folder;
  private EmbeddedSchemaRegistry registry;

  @BeforeEach
  void useRegistry(EmbeddedSchemaRegistry registry) {
    this.registry = registry;
  }

  @Test
  void registersAvroAndJsonSchemasWithMetadataAndRules() throws Exception {
    String avro =
        "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"number\",\"type\":\"int\"}]}";
    String json = "{\"type\":\"object\",\"properties\":{\"number\":{\"type\":\"integer\"}}}";
    for (Map.Entry<String, String> each : Map.of("o.avsc", avro, "o.json", json).entrySet()) {
      registry.clear();
      RegisterMojo mojo = mojo(each.getKey(), each.getValue(), METADATA, RULES);

      mojo.execute();
      mojo.execute();

      JsonNode stored = get("/subjects/orders%2Fvalue/versions/latest");
      assertThat(stored.path("version").asInt()).isEqualTo(1);
      assertThat(stored.get("metadata"))
          .isEqualTo(
              new ObjectMapper()
                  .readTree(
                      """
                      {"tags":{"**.number":["PII","ID"],"Order.date":["PII","DATE"]},
                       "properties":{"app.major.version":"2","owner":"team-a"},
                       "sensitive":["owner"]}"""));
      assertThat(stored.get("ruleSet"))
          .isEqualTo(
              new ObjectMapper()
                  .readTree(
                      """
                      {"migrationRules":[{"name":"rename","kind":"TRANSFORM","mode":"UPGRADE",
                        "type":"JSONATA","expr":"$merge([$, {'id': number}])"}],
                       "domainRules":[{"name":"checkNumber","doc":"The number is positive.",
                        "kind":"CONDITION","mode":"WRITE","type":"CEL","tags":["PII"],
                        "params":{"encrypt.kek.name":"key"},"expr":"message.number > 0",
                        "onSuccess":"NONE","onFailure":"DLQ","disabled":true}]}"""));
    }
  }

  @Test
  void namesElementsThatAreWrong() throws Exception {
    for (Map.Entry<String, String> each :
        Map.of(
                "<a><tag>x</tag></a>",
                "<a> in <metadata> has <tag>; known are tags, properties, sensitive",
                "<a><properties><owner/></properties></a>",
                "<owner> of a data contract is empty")
            .entrySet()) {
      String metadata = "<metadata>" + each.getKey() + "</metadata>";
      assertThatThrownBy(() -> DataContract.of(element(metadata), null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(each.getValue());
    }
    for (Map.Entry<String, String> each :
        Map.of(
                "<rules/>",
                "<a> in <ruleSets> has <rules>; known are migrationRules, domainRules",
                "<domainRules><rule><type>CEL</type></rule></domainRules>",
                "a rule of <a> in <ruleSets> has no <name>",
                "<domainRules><rule><name>n</name></rule></domainRules>",
                "a rule of <a> in <ruleSets> has no <type>",
                "<domainRules><rule><expression>n</expression></rule></domainRules>",
                "a rule of <a> in <ruleSets> has <expression>; known are name, doc",
                "<domainRules><rule><disabled>no</disabled></rule></domainRules>",
                "'no'; it is true or false")
            .entrySet()) {
      String rules = "<ruleSets><a>" + each.getKey() + "</a></ruleSets>";
      assertThatThrownBy(() -> DataContract.of(null, element(rules)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(each.getValue());
    }
  }

  @Test
  void validatesDataContractsBeforeAnythingIsRegistered() throws Exception {
    RegisterMojo mojo =
        mojo("o.avsc", "\"int\"", METADATA, "<ruleSets><b><rules>x</rules></b></ruleSets>");

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("<b> in <ruleSets> has <rules>");
    assertThat(registry.requests()).isEmpty();
  }

  private RegisterMojo mojo(String file, String text, String metadata, String rules)
      throws Exception {
    Files.writeString(folder.resolve(file), text);
    RegisterMojo mojo = new RegisterMojo();
    mojo.basedir = folder.toFile();
    mojo.schemaRegistryUrls = List.of(registry.url());
    mojo.subjects = Map.of("orders_x2Fvalue", file);
    mojo.metadata = element(metadata);
    mojo.ruleSets = element(rules);
    return mojo;
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + path)).build();
    return new ObjectMapper()
        .readTree(
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static PlexusConfiguration element(String xml) throws Exception {
    return new XmlPlexusConfiguration(Xpp3DomBuilder.build(new StringReader(xml)));
  }
}
