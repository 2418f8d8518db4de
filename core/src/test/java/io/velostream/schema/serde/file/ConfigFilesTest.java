// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.shared.SchemaResolvers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFilesTest {

  @TempDir private Path folder;

  @Test
  void readsPropertiesAsJavaDoes() throws IOException {
    Path file =
        file(
            "a.properties",
            "# comment\n!another\nschema.registry.url = http://one,\\\n    http://two\n"
                + "colon:1\nempty=\nhex=\\u00e9\nback=slash\\\\\nlast=ü");

    assertThat(ConfigFiles.read(file))
        .isEqualTo(
            Map.of(
                "schema.registry.url", "http://one,http://two",
                "colon", "1",
                "empty", "",
                "hex", "é",
                "back", "slash\\",
                "last", "ü"));
  }

  @Test
  void joinsKeysOfYamlByDotsAndListsByCommas() throws IOException {
    Path file =
        file(
            "a.yaml",
            """
            # A comment
            ---
            schema:
              registry:
                url:
                  - http://one   # the first
                  - "http://two"
              cache.size: 10
            schema.warm.up.subjects: [a-value, 'b-value', "c"]
            empty: ""
            none:
            nothing: ~
            listed:
            - x
            'quoted key': 'it''s'
            escaped: "tab\\tü\\u00fc"
            hash: a#b
            url: http://localhost:8081/#x
            literal: |
              {"type": "string",
                "a": 1}
            folded: >-
              one
              two

              three
            last: text with spaces
            ...
            """);

    assertThat(ConfigFiles.read(file))
        .containsExactly(
            Map.entry("schema.registry.url", "http://one,http://two"),
            Map.entry("schema.cache.size", "10"),
            Map.entry("schema.warm.up.subjects", "a-value,b-value,c"),
            Map.entry("empty", ""),
            Map.entry("listed", "x"),
            Map.entry("quoted key", "it's"),
            Map.entry("escaped", "tab\tüü"),
            Map.entry("hash", "a#b"),
            Map.entry("url", "http://localhost:8081/#x"),
            Map.entry("literal", "{\"type\": \"string\",\n  \"a\": 1}\n"),
            Map.entry("folded", "one two\nthree"),
            Map.entry("last", "text with spaces"));
  }

  @Test
  void readsFilesWithoutEntries() throws IOException {
    assertThat(ConfigFiles.read(file("a.yml", "# nothing\n"))).isEmpty();
    assertThat(ConfigFiles.read(file("b.yml", ""))).isEmpty();
    assertThat(ConfigFiles.read(file("c.properties", ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a: 1\\n\\na: 2|line 3: the key a stands twice; the first is in line 1",
        "a:\\n  b: 1\\na.b: 2|line 3: the key a.b stands twice; the first is in line 2",
        "a: {b: 1}|line 1: {…} is not supported",
        "a: &x 1|line 1: a key or value cannot start with &",
        "a: *x|line 1: a key or value cannot start with *",
        "a: !!int 1|line 1: a key or value cannot start with !",
        "a: [1, [2]]|line 1: a key or value cannot start with [",
        "a: [1, 2|line 1: the list has no ]",
        "a: [1] x|line 1: there is text behind",
        "a: [\"1,2\"]|line 1: an item of a list has a comma",
        "a:\\n  - b: 1|line 2: a value with a colon and a space needs quotes",
        "a:\\n  - [1]|line 2: an item of a list must be one value",
        "a:\\n  -\\n    b|line 2: an item of a list must be one value",
        "a:\\n  - 1\\n  b: 2|line 3: this line is indented more",
        "a: 'x|line 1: the quote ' has no end",
        "a: \"x\\\\q\"|line 1: YAML has no escape \\q",
        "a: \"\\\\u12\"|line 1: malformed escape",
        "a: 'x' y|line 1: there is text behind",
        "a: b: c|line 1: a value with a colon",
        "a: x\\n  y|line 2: this line is indented more",
        "a:\\n\\tb: 1|line 2: the line is indented by a tab",
        "  a: 1\\nb: 1|line 2: this line is indented less than the first key",
        "a|line 1: neither a key",
        "a: 1\\nb:2|line 2: neither a key",
        "- a|line 1: neither a key",
        "a: 1\\n---\\nb: 1|line 2: a configuration file has one document only",
        "a: 1\\n...\\nb: 1|line 3: this line",
        "? a|line 1: neither a key",
        "'': 1|line 1: there is no key",
        "schema.config.file: x|line 1: schema.config.file is not allowed here"
      })
  void refusesWhatIsNoConfiguration(String text, String message) throws IOException {
    String unescaped = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
    Path file = file("a.yaml", unescaped);

    assertThatThrownBy(() -> ConfigFiles.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + ", " + message);
  }

  @Test
  void refusesOtherTextsOfSeveralLines() throws IOException {
    Path file = file("a.yaml", "a: |+\n  x\n");

    assertThatThrownBy(() -> ConfigFiles.read(file))
        .hasMessageStartingWith(file + ", line 1: of texts of several lines");
  }

  @Test
  void refusesMalformedProperties() throws IOException {
    Path twice = file("a.properties", "a=1\\\n2\n\na=2");
    Path escape = file("b.properties", "x=1\na=\\u12\n");
    Path none = file("c.properties", "=1");

    assertThatThrownBy(() -> ConfigFiles.read(twice))
        .hasMessage(twice + ", line 4: the key a stands twice; the first is in line 1");
    assertThatThrownBy(() -> ConfigFiles.read(escape))
        .hasMessageStartingWith(escape + ", line 2: malformed escape");
    assertThatThrownBy(() -> ConfigFiles.read(none))
        .hasMessage(none + ", line 1: there is no key before the value");
  }

  @Test
  void refusesFilesThatCannotBeRead() throws IOException {
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "a: ü".getBytes(ISO_8859_1));
    Path large = file("large.yaml", "#".repeat((1 << 20) + 1));

    assertThatThrownBy(() -> ConfigFiles.read(folder.resolve("none.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("there is no file " + folder.resolve("none.yaml"));
    assertThatThrownBy(() -> ConfigFiles.read(folder))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("the configuration file " + folder + " cannot be read: ");
    assertThatThrownBy(() -> ConfigFiles.read(latin)).hasMessageEndingWith("is not in UTF-8");
    assertThatThrownBy(() -> ConfigFiles.read(large)).hasMessageContaining("more than 1048576");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void explicitKeysReplaceThoseOfTheFile(boolean isKey) throws IOException {
    Path file =
        file(
            "a.yaml",
            """
            schema.registry.url: http://file
            schema.registry.basic.auth:
              credentials.source: USER_INFO
              user.info: file:secret
            normalize.schemas: true
            auto.register.schemas: false
            use.latest.version: true
            """);
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.config.file", file.toString());
    configs.put("basic.auth.user.info", "own:secret");
    configs.put("normalize.schemas", false);
    configs.put("use.latest.version", null);

    SerdeConfig config = SerdeConfig.forSerializer(configs, isKey, new ConfigDef());

    assertThat(config.isKey()).isEqualTo(isKey);
    assertThat(config.list("schema.registry.url")).containsExactly("http://file");
    assertThat(config.text("basic.auth.user.info")).isEqualTo("own:secret");
    assertThat(config.text("basic.auth.credentials.source")).isEqualTo("USER_INFO");
    assertThat(config.flag("normalize.schemas")).isFalse();
    assertThat(config.flag("auto.register.schemas")).isFalse();
    assertThat(config.flag("use.latest.version")).isFalse();
    assertThat(config.originals()).containsEntry("schema.registry.url", "http://file");
  }

  @Test
  void readsVariablesOfConfigProviders() throws IOException {
    Path secrets = file("secrets.properties", "user=alice:wonder\n");
    String variable = System.getenv().keySet().iterator().next();
    Path file =
        file(
            "a.yaml",
            "basic.auth.user.info: ${file:"
                + secrets
                + ":user}\n"
                + "request.header.X: \"<${env:"
                + variable
                + "}>\"\n"
                + "request.header.Y: ${own:path:key}\n"
                + "config.providers: own\n"
                + "config.providers.own.class: "
                + UpperCaseProvider.class.getName()
                + "\n");

    assertThat(ConfigFiles.read(file))
        .containsEntry("basic.auth.user.info", "alice:wonder")
        .containsEntry("request.header.X", "<" + System.getenv(variable) + ">")
        .containsEntry("request.header.Y", "PATH/KEY");
  }

  @Test
  void usesConfigProvidersOfTheClient() throws IOException {
    Path file = file("a.properties", "schema.registry.url=http://${own:a:b}");

    assertThat(
            ConfigFiles.expand(
                Map.of(
                    "schema.config.file",
                    file,
                    "config.providers",
                    List.of("own"),
                    "config.providers.own.class",
                    UpperCaseProvider.class)))
        .containsEntry("schema.registry.url", "http://A/B");
  }

  @Test
  void refusesVariablesWithoutValue() throws IOException {
    Path unset = file("a.yaml", "x: 1\nbasic.auth.user.info: ${env:NO_SUCH_VARIABLE_HERE}\n");
    Path unknown = file("b.yaml", "basic.auth.user.info: ${vault:path:key}\n");
    Path missing = file("c.yaml", "basic.auth.user.info: ${file:" + folder + "/none:key}\n");

    assertThatThrownBy(() -> ConfigFiles.read(unset))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            unset
                + ", line 2: basic.auth.user.info has the variable ${env:NO_SUCH_VARIABLE_HERE}, for"
                + " which no config provider has a value");
    assertThatThrownBy(() -> ConfigFiles.read(unknown))
        .hasMessageContaining(unknown + ", line 1: ")
        .hasMessageContaining("${vault:path:key}");
    assertThatThrownBy(() -> ConfigFiles.read(missing))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(missing + ": the variables of config providers cannot be replaced");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normalize.schemas: perhaps|normalize.schemas",
        "schema.cache.size: -7|schema.cache.size",
        "schema.cache.sise: 7|unknown key schema.cache.sise; did you mean schema.cache.size?",
        "schema.registry.basic.auth.credentials.source: X|basic.auth.credentials.source",
        "value.subject.name.strategy: no.such.Class|value.subject.name.strategy",
        "rule.executors: x|rule.executors is not supported",
        "schema.registry.url: ftp://x|schema.registry.url"
      })
  void errorsNameFileAndLine(String entry, String message) throws IOException {
    Path file = file("a.yaml", "# comment\n\n" + entry + "\n");

    assertThatThrownBy(
            () -> SchemaResolvers.registrySettings(Map.of("schema.config.file", file.toString())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message)
        .hasMessageEndingWith("(" + file + ", line 3)");
  }

  @Test
  void errorsOfExplicitKeysDoNotNameTheFile() throws IOException {
    Path file = file("a.yaml", "normalize.schemas: true\n");

    assertThatThrownBy(
            () ->
                SerdeConfig.forProgram(
                    Map.of("schema.config.file", file.toString(), "normalize.schemas", "maybe")))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining(file.toString());
  }

  @Test
  void describesKeysByTheirPlace() throws IOException {
    Path file = file("a.yaml", "normalise.schemas: true\n");
    Map<String, Object> configs = ConfigFiles.expand(Map.of("schema.config.file", file, "own", 1));

    assertThat(ConfigFiles.describe("normalise.schemas", configs))
        .isEqualTo("normalise.schemas in " + file + ", line 1");
    assertThat(ConfigFiles.describe("own", configs)).isEqualTo("own");
    assertThatCode(() -> SerdeConfig.forProgram(configs)).doesNotThrowAnyException();
  }

  @Test
  void keysThatAreReadAreMarkedAsUsed() throws IOException {
    Path file = file("a.yaml", "normalize.schemas: true\n");
    Set<Object> read = new HashSet<>();
    Map<String, Object> configs =
        new HashMap<>(Map.of("schema.config.file", file.toString(), "schema.cache.size", 5)) {
          private static final long serialVersionUID = 1;

          @Override
          public Object get(Object key) {
            read.add(key);
            return super.get(key);
          }
        };

    assertThat(SerdeConfig.forProgram(configs).flag("normalize.schemas")).isTrue();
    assertThat(read).contains("schema.config.file", "schema.cache.size");
  }

  @Test
  void leavesConfigurationsWithoutFileAsTheyAre() {
    Map<String, Object> configs = Map.of("a", 1);

    assertThat(ConfigFiles.expand(configs)).isSameAs(configs);
    assertThatThrownBy(() -> ConfigFiles.expand(Map.of("schema.config.file", " ")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.config.file");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, UTF_8);
  }
}
