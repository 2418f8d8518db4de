// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.observe.LogAlertListener;
import io.velostream.schema.observe.WebhookAlertListener;
import io.velostream.schema.observe.lineage.LineageListener;
import io.velostream.schema.serde.config.CommonKeys;
import io.velostream.schema.serde.config.ResolverKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.UnknownKeys;
import io.velostream.schema.serde.shared.ConnectionSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys are ours, and what becomes of those that are only nearly so. */
class KnownKeysTest {

  private static final ConfigDef OWN =
      new ConfigDef().define("own.key", ConfigDef.Type.STRING, null, ConfigDef.Importance.LOW, "");
  private static final ConfigDef OTHER =
      new ConfigDef()
          .define("other.key", ConfigDef.Type.STRING, null, ConfigDef.Importance.LOW, "");

  private static final Map<String, Object> KAFKA =
      Map.of(
          "bootstrap.servers", "127.0.0.1:9",
          "key.serializer", StringSerializer.class,
          "value.serializer", StringSerializer.class,
          "key.deserializer", StringDeserializer.class,
          "value.deserializer", StringDeserializer.class);

  @Test
  void readsEveryKnownKeyFromTheMapOfAProducerAndLeavesMisspelledOnes() {
    ProducerConfig producer = new ProducerConfig(withKafka(allOfOurs()));

    SerdeConfig.forSerializer(producer.originals(), false, OWN, OTHER);

    assertThat(producer.unused()).contains("auto.register.schema", "acme.key");
    assertThat(oursUnused(producer.unused())).containsOnly("auto.register.schema", "acme.key");
  }

  @Test
  void readsEveryKnownKeyFromTheMapOfAConsumer() {
    ConsumerConfig consumer = new ConsumerConfig(withKafka(allOfOurs()));

    SerdeConfig.forDeserializer(consumer.originals(), true, OTHER, OWN);

    assertThat(oursUnused(consumer.unused())).containsOnly("auto.register.schema", "acme.key");
  }

  @Test
  void readsTheLoginKeysOfTheClientWhereItInheritsThem() {
    Map<String, Object> configs = withKafka(Map.of());
    configs.put("schema.registry.url", "http://registry");
    configs.put("basic.auth.credentials.source", "SASL_INHERIT");
    configs.put(
        "sasl.jaas.config",
        new Password(
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\""
                + " password=\"s3cret\";"));
    ProducerConfig producer = new ProducerConfig(configs);

    ConnectionSettings.of(SerdeConfig.forSerializer(producer.originals(), false, OWN, OTHER));

    assertThat(producer.unused()).doesNotContain("sasl.jaas.config");
  }

  @Test
  void readsWhatTheUsersOwnClassesRead() {
    ProducerConfig producer = new ProducerConfig(withKafka(Map.of("acme.key", "x")));
    Map<String, Object> originals =
        SerdeConfig.forSerializer(producer.originals(), false, OWN, OTHER).originals();
    assertThat(producer.unused()).contains("acme.key");

    assertThat(originals.get("acme.key")).isEqualTo("x");

    assertThat(producer.unused()).doesNotContain("acme.key");
    assertThat(originals).containsAllEntriesOf(KAFKA);
    assertThatThrownBy(() -> originals.put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "auto.register.schema, auto.register.schemas",
    "auto.register.schemass, auto.register.schemas",
    "auto.regsiter.schemas, auto.register.schemas",
    "auto.register-schemas, auto.register.schemas",
    "Auto.Register.Schemas, auto.register.schemas",
    "use.latest.versions, use.latest.version",
    "normalise.schemas, normalize.schemas",
    "max.retrys, ''",
    "own.keys, own.key",
    "other.kay, other.key",
    "requests.header.X, request.header.*",
    "request.headers.X, request.header.*",
    "retries, ''",
    "acks, ''",
    "ssl.truststore.location, ''",
    "acme.key, ''"
  })
  void warnsOfAKeyThatIsOneEditFromOneOfOurs(String key, String meant) throws Exception {
    String logged =
        logged(() -> SerdeConfig.forSerializer(Map.of(key, "false"), false, OWN, OTHER));

    if (meant.isEmpty()) {
      assertThat(logged).isEmpty();
    } else {
      assertThat(logged).contains(key + " (did you mean " + meant + "?)").doesNotContain("false");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validation.rules.execution",
        "validation.rules.fail.fast",
        "json.schema.scan.packages",
        "use.apache.http.client",
        "url.randomize",
        "schema.registry.url.randomize",
        "schema.format"
      })
  void warnsOfKeysOfOthersThatHaveNoEffect(String key) throws Exception {
    assertThat(logged(() -> SerdeConfig.forSerializer(Map.of(key, "s3cret"), false, OWN, OTHER)))
        .contains("These keys have no effect: " + key + " (")
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema.cache.sizes", "basic.auth.user.inf", "schema.registry.uri"})
  void refusesAnUnknownKeyThatCanOnlyBeOurs(String key) {
    assertThatThrownBy(() -> SerdeConfig.forSerializer(Map.of(key, "x"), false, OWN, OTHER))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unknown key " + key + "; did you mean ");
  }

  @Test
  void warnsOfOptionsThatNoListenerTakes() throws Exception {
    Map<String, Object> configs =
        Map.of(
            "schema.listeners",
            List.of(LogAlertListener.class.getName(), LineageListener.class.getName()),
            "schema.listeners.log.repeat.sec",
            "9",
            "schema.listeners.lineage.pathh",
            "s3cret",
            "schema.listeners.webhook.url",
            "http://localhost:1");

    assertThat(logged(() -> closed(ResolverKeys.listeners(configs).open())))
        .contains(
            "These options are unknown and have no effect:"
                + " schema.listeners.lineage.pathh (did you mean schema.listeners.lineage.path?),"
                + " schema.listeners.webhook.url")
        .doesNotContain("s3cret");
  }

  @Test
  void optionsWithANameOfTheUserAreKnown() throws Exception {
    Map<String, Object> configs =
        Map.of(
            "schema.listeners",
            List.of(WebhookAlertListener.class.getName()),
            "schema.listeners.webhook.url",
            "http://localhost:1",
            "schema.listeners.webhook.header.X-Team",
            "shop");

    assertThat(logged(() -> ResolverKeys.listeners(configs).open())).isEmpty();
  }

  @Test
  void warnsOfSimilarOptionsOnlyWhereAListenerDoesNotSayWhatItTakes() throws Exception {
    Map<String, Object> configs =
        Map.of(
            "schema.listeners",
            List.of(OwnListener.class.getName(), LineageListener.class.getName()),
            "schema.listeners.lineage.pathh",
            "x",
            "schema.listeners.own.option",
            "x");

    assertThat(logged(() -> closed(ResolverKeys.listeners(configs).open())))
        .contains("schema.listeners.lineage.pathh (did you mean schema.listeners.lineage.path?)")
        .doesNotContain("own.option");
  }

  private static void closed(List<SchemaListener> listeners) {
    for (SchemaListener listener : listeners) {
      if (listener instanceof LineageListener lineage) {
        lineage.close();
      }
    }
  }

  /** A listener of a user. */
  public static final class OwnListener implements SchemaListener, Configurable {

    @Override
    public void onEvent(SchemaEvent event) {
      // Configured only.
    }

    @Override
    public void configure(Map<String, ?> configs) {
      assertThat(configs.containsKey("own.option")).isTrue();
    }
  }

  @Test
  void takesNoKeyOfKafkasForAMisspelledOneOfOurs() {
    Set<String> kafka = new TreeSet<>(ProducerConfig.configNames());
    kafka.addAll(ConsumerConfig.configNames());
    kafka.addAll(AdminClientConfig.configNames());
    Set<String> ours = CommonKeys.definitions().names();

    assertThat(kafka)
        .hasSizeGreaterThan(100)
        .allSatisfy(key -> assertThat(UnknownKeys.withinOneEdit(key, ours)).as(key).isNull());
  }

  /** A map with a valid value for every key, two of others, and prefixed ones. */
  private static Map<String, Object> allOfOurs() {
    Map<String, Object> configs = new HashMap<>();
    CommonKeys.definitions()
        .configKeys()
        .forEach(
            (name, key) -> {
              if (key.hasDefault() && key.defaultValue != null) {
                configs.put(name, key.defaultValue);
              }
            });
    configs.put("schema.registry.url", "http://registry");
    configs.put("own.key", "x");
    configs.put("other.key", "x");
    configs.put("request.header.X-Team", "a");
    configs.put("schema.snapshot.key.provider.address", "a");
    configs.put("schema.registry.ssl.truststore.location", "/a");
    configs.remove("basic.auth.user.info");
    configs.put("schema.registry.basic.auth.user.info", "a:b");
    configs.put("schema.registry.proxy.host", "proxy");
    configs.put("missing.cache.size", "1");
    configs.put("auto.register.schema", "false");
    configs.put("acme.key", "x");
    return configs;
  }

  /** What a client calls unused, without the keys that the client itself reads later. */
  private static Set<String> oursUnused(Set<String> unused) {
    Set<String> ours = new TreeSet<>(unused);
    ours.removeAll(KAFKA.keySet());
    return ours;
  }

  private static Map<String, Object> withKafka(Map<String, ?> more) {
    Map<String, Object> configs = new HashMap<>(KAFKA);
    configs.putAll(more);
    return configs;
  }

  private static String logged(Runnable work) throws Exception {
    PrintStream standardError = System.err;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(standardError);
    }
    return captured.toString(StandardCharsets.UTF_8);
  }
}
