// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/** Prints docs/configuration.md from the code, and holds the page to it. */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final String UPDATE = "docs.update";

  @Test
  void thePageSaysWhatTheCodeTakes() throws IOException {
    String printed = page();
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(PAGE, printed, UTF_8);
    }

    assertThat(Files.readString(PAGE, UTF_8))
        .as(
            "docs/configuration.md differs from the code; print it anew with mvn -pl examples -am"
                + " test -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false -D%s",
            UPDATE)
        .isEqualTo(printed);
  }

  @Test
  void everyKeyHasASentence() {
    for (ConfigDef keys :
        new ConfigDef[] {
          SerdeConfig.sharedKeys(),
          AvroKeys.serializer(),
          AvroKeys.deserializer(),
          JsonKeys.serializer(),
          JsonKeys.deserializer(),
          ListenerOptions.keys()
        }) {
      assertThat(keys.configKeys().values())
          .allSatisfy(
              key ->
                  assertThat(key.documentation).as(key.name).endsWith(".").hasSizeGreaterThan(20));
    }
  }

  private static String page() {
    return """
        # Configuration

        Every key that serializers, deserializers and Serdes take, printed from the code. Keys that
        Confluent's serializers know by the same name mean the same thing. Keys are given to producers,
        consumers and Kafka Streams beside Kafka's own; what is not listed here is ignored, except that an
        unknown `schema.*` key is an error which suggests the nearest known one.

        ```mermaid
        flowchart LR
          keys["keys of the client's<br>configuration"] --> check["checks: names,<br>values, contradictions"]
          aliases["keys of the peers"] --> check
          check -->|equal settings share one| resolver["resolver: client,<br>cache, snapshot"]
          check --> serde["serializer or<br>deserializer"]
          resolver --> serde
          check -.->|unknown or wrong| error["error or warning<br>that names the key"]
        ```

        ## All formats

        """
        + table(SerdeConfig.sharedKeys())
        + """

        ## Listeners

        Options of the listeners that are built in ([alerts.md](alerts.md), [audit.md](audit.md)).

        """
        + table(ListenerOptions.keys())
        + """

        ## Avro serializer

        """
        + table(AvroKeys.serializer())
        + """

        ## Avro deserializer

        """
        + table(AvroKeys.deserializer())
        + """

        ## JSON Schema serializer

        """
        + table(JsonKeys.serializer())
        + """

        ## JSON Schema deserializer

        """
        + table(JsonKeys.deserializer());
  }

  private static String table(ConfigDef keys) {
    return "| key | type | default | what it does |\n|---|---|---|---|\n"
        + keys.configKeys().values().stream()
            .sorted(Comparator.comparing((ConfigKey key) -> key.name))
            .map(ConfigurationPageTest::row)
            .collect(Collectors.joining());
  }

  private static String row(ConfigKey key) {
    String limits =
        key.validator == null ? "" : " " + Objects.toString(key.validator).replace("|", "\\|");
    return "| `"
        + key.name
        + "` | "
        + key.type.name().toLowerCase(java.util.Locale.ROOT)
        + " | "
        + defaultValue(key)
        + " | "
        + key.documentation.replace("|", "\\|").replace("\n", " ")
        + (limits.isBlank() || limits.contains("$") || limits.contains("@")
            ? ""
            : " Valid:" + limits + ".")
        + " |\n";
  }

  private static String defaultValue(ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    String text = ConfigDef.convertToString(key.defaultValue, key.type);
    return text == null || text.isEmpty() ? "none" : "`" + text.replace("|", "\\|") + "`";
  }
}
