// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.serde.AssociatedNameStrategy;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.settings.BreakerSettings;
import io.velostream.schema.settings.RetrySettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerdeConfigTest {

  private static final ConfigDef FORMAT =
      new ConfigDef()
          .define("text.upper", ConfigDef.Type.BOOLEAN, false, ConfigDef.Importance.LOW, "Upper.")
          .define(
              "text.secret", ConfigDef.Type.PASSWORD, null, ConfigDef.Importance.LOW, "Secret.");

  @Test
  void hasTheDefaultsThatPeopleKnow() {
    SerdeConfig config = serializer(Map.of());

    assertThat(config.flag("auto.register.schemas")).isTrue();
    assertThat(config.flag("normalize.schemas")).isFalse();
    assertThat(config.flag("use.latest.version")).isFalse();
    assertThat(config.number("use.schema.id")).isEqualTo(-1);
    assertThat(config.flag("latest.compatibility.strict")).isTrue();
    assertThat(config.flag("id.compatibility.strict")).isTrue();
    assertThat(config.number("max.schemas.per.subject")).isEqualTo(1000);
    assertThat(config.text("value.schema.id.serializer")).isEqualTo("prefix");
    assertThat(config.text("value.schema.id.deserializer")).isEqualTo("dual");
    assertThat(config.type("value.subject.name.strategy")).isEqualTo(AssociatedNameStrategy.class);
    assertThat(config.type("context.name.strategy")).isNull();
    assertThat(config.list("schema.registry.url")).isEmpty();
  }

  @Test
  void readsTheFormatsKeysAndTheSharedOnes() {
    SerdeConfig config =
        serializer(
            Map.of(
                "text.upper", "true",
                "text.secret", "hush",
                "schema.registry.url", "http://one, http://two",
                "bootstrap.servers", "localhost:9092"));

    assertThat(config.flag("text.upper")).isTrue();
    assertThat(config.text("text.secret")).isEqualTo("hush");
    assertThat(config.list("schema.registry.url")).containsExactly("http://one", "http://two");
    assertThatThrownBy(() -> config.value("bootstrap.servers"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bootstrap.servers");
  }

  @Test
  void takesAFormatThatRepeatsTheSharedKeys() {
    ConfigDef all = SerdeConfig.sharedKeys();
    FORMAT.configKeys().values().forEach(all::define);

    assertThat(SerdeConfig.forDeserializer(Map.of(), true, all).isKey()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.uri, schema.registry.url",
    "schema.cache.sise, schema.cache.size",
    "bearer.auth.tokne, bearer.auth.token",
    "schema.registry.ssl.truststore.locaton, schema.registry.ssl.truststore.location",
    "schema.lookup.timeout, schema.lookup.timeout.ms"
  })
  void suggestsTheNearestKeyForAnUnknownOne(String unknown, String nearest) {
    assertThatThrownBy(() -> serializer(Map.of(unknown, "1")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(unknown)
        .hasMessageContaining("did you mean " + nearest + "?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rule.executors", "rule.executors.encrypt.class", "rule.actions"})
  void refusesKeysOfOthersThatMustNotBeIgnored(String key) {
    assertThatThrownBy(() -> serializer(Map.of(key, "s3cret")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key + " is not supported")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void takesHarmlessKeysOfOthers() {
    assertThatCode(() -> serializer(Map.of("max.retries", "3", "missing.cache.size", "10")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "schema.format, resolved",
    "latest.cache.size, 0",
    "use.schema.id, ''",
    "use.schema.guid, ''",
    "validation.rules.execution, ON_WRITE",
    "json.schema.scan.packages, com.acme",
    "use.apache.http.client, true",
    "url.randomize, true"
  })
  void takesWhatOtherSerializersTake(String key, String value) {
    assertThatCode(() -> serializer(Map.of(key, value))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "use.schema.guid, not-one",
    "use.schema.id, x",
    "latest.cache.size, -1",
    "use.schema.id, -2"
  })
  void refusesIdsAndSizesThatAreNone(String key, String value) {
    assertThatThrownBy(() -> serializer(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "auto.register.schemas, true, use.latest.version, true",
    "auto.register.schemas, true, use.schema.id, 7",
    "auto.register.schemas, true, use.latest.with.metadata, a=b",
    "use.schema.id, 7, use.latest.version, true",
    "use.schema.id, 7, use.schema.guid, 00000000-0000-0000-0000-000000000001",
    "use.schema.guid, 00000000-0000-0000-0000-000000000001, use.latest.version, true",
    "use.schema.guid, 00000000-0000-0000-0000-000000000001, use.latest.with.metadata, a=b",
    "auto.register.schemas, true, use.schema.guid, 00000000-0000-0000-0000-000000000001",
    "use.schema.id, 7, use.latest.with.metadata, a=b"
  })
  void refusesContradictionsNamingBoth(String one, String first, String other, String second) {
    Map<String, String> configs = Map.of(one, first, other, second);

    assertThatThrownBy(() -> serializer(configs))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(one + "=" + first)
        .hasMessageContaining(other + "=" + second);
    assertThatCode(() -> SerdeConfig.forDeserializer(configs, false, FORMAT))
        .doesNotThrowAnyException();
  }

  @Test
  void letsRegistrationApplyFirstWhereItIsTheDefault() {
    assertThat(serializer(Map.of("use.latest.version", "true")).flag("auto.register.schemas"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "use.schema.id, -2",
    "max.schemas.per.subject, 0",
    "normalize.schemas, maybe",
    "value.schema.id.serializer, footer",
    "value.schema.id.serializer, dual",
    "schema.references.max.depth, 0",
    "use.latest.with.metadata, novalue"
  })
  void refusesInvalidValuesNamingKeyAndValue(String key, String value) {
    assertThatThrownBy(() -> serializer(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value);
  }

  @ParameterizedTest
  @CsvSource({
    "serializer, PrefixSchemaIdSerializer, prefix",
    "serializer, HeaderSchemaIdSerializer, header",
    "deserializer, PrefixSchemaIdDeserializer, prefix",
    "deserializer, HeaderSchemaIdDeserializer, header",
    "deserializer, DualSchemaIdDeserializer, dual"
  })
  void takesClassNamesOfOthersForPlacements(String side, String simpleName, String placement) {
    String key = "key.schema.id." + side;
    String theirs = "io.confluent.kafka.serializers.schema.id." + simpleName;

    assertThat(serializer(Map.of(key, theirs)).text(key)).isEqualTo(placement);
  }

  @Test
  void readsMetadataProperties() {
    SerdeConfig config =
        SerdeConfig.forDeserializer(
            Map.of("use.latest.with.metadata", "app.version=v1, team = blue"), false, FORMAT);

    assertThat(SchemaSelectionKeys.metadata(config))
        .isEqualTo(Map.of("app.version", "v1", "team", "blue"));
  }

  @Test
  void turnsIntoConnectionSettings() {
    ConnectionSettings settings =
        ConnectionSettings.of(
            serializer(
                Map.of(
                    "schema.registry.url", "http://one:8081/",
                    "http.connect.timeout.ms", "11",
                    "http.read.timeout.ms", 12,
                    "schema.lookup.timeout.ms", "13",
                    "request.header.X-Team", "blue",
                    "request.header.Authorization", new Password("Bearer hush"),
                    "latest.cache.ttl.sec", "14",
                    "schema.cache.size", "15",
                    "schema.references.max.depth", "16",
                    "schema.references.max.schemas", "17")));

    assertThat(settings.registry().urls().toString()).isEqualTo("[http://one:8081]");
    assertThat(settings.registry().connectTimeout()).isEqualTo(Duration.ofMillis(11));
    assertThat(settings.registry().requestTimeout()).isEqualTo(Duration.ofMillis(12));
    assertThat(settings.registry().lookupTimeout()).isEqualTo(Duration.ofMillis(13));
    assertThat(settings.registry().headers())
        .isEqualTo(Map.of("X-Team", "blue", "Authorization", "Bearer hush"));
    assertThat(settings.cache().latestTtl()).isEqualTo(Duration.ofSeconds(14));
    assertThat(settings.cache().maxSchemas()).isEqualTo(15);
    assertThat(settings.references().maxDepth()).isEqualTo(16);
    assertThat(settings.references().maxSchemas()).isEqualTo(17);
  }

  @Test
  void turnsIntoRetriesAndBreakers() {
    ConnectionSettings defaults =
        ConnectionSettings.of(serializer(Map.of("schema.registry.url", "http://one")));
    ConnectionSettings settings =
        ConnectionSettings.of(
            serializer(
                Map.of(
                    "schema.registry.url", "http://one",
                    "max.retries", "0",
                    "retries.wait.ms", 11,
                    "retries.max.wait.ms", "12",
                    "schema.retry.budget.percent", "13",
                    "schema.retry.budget.floor", "14",
                    "schema.breaker.failures", "15",
                    "schema.breaker.wait.ms", "16",
                    "schema.breaker.max.wait.ms", "17")));

    assertThat(defaults.registry().retry()).isEqualTo(RetrySettings.DEFAULT);
    assertThat(defaults.registry().breaker()).isEqualTo(BreakerSettings.DEFAULT);
    assertThat(settings.registry().retry())
        .isEqualTo(new RetrySettings(1, Duration.ofMillis(11), Duration.ofMillis(12), 13, 14));
    assertThat(settings.registry().breaker())
        .isEqualTo(new BreakerSettings(15, Duration.ofMillis(16), Duration.ofMillis(17)));
  }

  @ParameterizedTest
  @CsvSource({
    "retries.wait.ms, 700, retries.max.wait.ms, 600",
    "schema.breaker.wait.ms, 700, schema.breaker.max.wait.ms, 600"
  })
  void refusesAFirstWaitThatIsLongerThanTheLongest(
      String first, String firstValue, String longest, String longestValue) {
    SerdeConfig config =
        serializer(
            Map.of("schema.registry.url", "http://one", first, firstValue, longest, longestValue));

    assertThatThrownBy(() -> ConnectionSettings.of(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("PT0.7S")
        .hasMessageContaining("PT0.6S");
  }

  @Test
  void believesTheNewestVersionForOurDefaultWhenToldMinusOne() {
    SerdeConfig config =
        serializer(Map.of("schema.registry.url", "http://one", "latest.cache.ttl.sec", "-1"));

    assertThat(ConnectionSettings.of(config).cache().latestTtl())
        .isEqualTo(Duration.ofSeconds(300));
  }

  @Test
  void refusesTimesThatContradictEachOther() {
    SerdeConfig config =
        serializer(
            Map.of(
                "schema.registry.url", "http://one",
                "schema.cache.not.found.ttl.ms", "500",
                "schema.cache.not.found.max.ttl.ms", "400"));

    assertThatThrownBy(() -> ConnectionSettings.of(config)).isInstanceOf(ConfigException.class);
  }

  @Test
  void measuresTheDistanceOfKeys() {
    assertThat(UnknownKeys.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(UnknownKeys.distance("", "abc")).isEqualTo(3);
    assertThat(UnknownKeys.distance("abc", "abc")).isZero();
  }

  @Test
  void documentsEachKeyInASentence() {
    SerdeConfig.sharedKeys()
        .configKeys()
        .forEach((name, key) -> assertThat(key.documentation).as(name).endsWith("."));
  }

  private static SerdeConfig serializer(Map<String, ?> configs) {
    return SerdeConfig.forSerializer(configs, false, FORMAT);
  }
}
