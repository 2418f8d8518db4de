// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.examples.streams.BalanceForm.Account;
import io.velostream.schema.examples.streams.CustomerSpending.Customer;
import io.velostream.schema.examples.streams.CustomerSpending.Purchase;
import io.velostream.schema.examples.streams.CustomerSpending.Spending;
import io.velostream.schema.testing.MockSchemaRegistries;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TableJoined;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.WindowedSerdes.TimeWindowedSerde;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which subjects a topology of Kafka Streams needs, in the test driver with {@code mock://}. */
class StreamsSubjectsTest {
  private static final String SCOPE = "streams-subjects";
  private static final String STRATEGIES = "io.velostream.schema.serde.";
  private static final String AVRO_NAME = "io.velostream.schema.examples.avro.Balance";

  /** What production uses: schemas are registered by someone else. */
  private static final Map<String, Object> REGISTERED_ONLY =
      Map.of("auto.register.schemas", false, "use.latest.version", true);

  @TempDir private Path state;

  @AfterEach
  void forgetSchemas() {
    MockSchemaRegistries.drop(SCOPE);
  }

  static Stream<Arguments> strategies() {
    List<String> topics =
        List.of(
            "app-%s-by-owner-repartition",
            "app-%s-bonuses-changelog", "app-%s-store-changelog", "%s-bonuses", "%s-sums");
    List<String> plain = new ArrayList<>();
    topics.forEach(topic -> plain.addAll(List.of(topic + "-key", topic + "-value")));
    plain.add("%s-bookings-value");
    List<String> valuesOnly = new ArrayList<>(topics);
    valuesOnly.add("%s-bookings");
    return Stream.of(
        Arguments.of(BalanceForm.GENERIC, "TopicNameStrategy", plain),
        Arguments.of(BalanceForm.JSON, "TopicNameStrategy", plain),
        Arguments.of(BalanceForm.GENERIC, "RecordNameStrategy", List.of(AVRO_NAME)),
        Arguments.of(BalanceForm.JSON, "RecordNameStrategy", List.of("Account")),
        Arguments.of(
            BalanceForm.GENERIC,
            "TopicRecordNameStrategy",
            valuesOnly.stream().map(topic -> topic + "-" + AVRO_NAME).toList()),
        Arguments.of(
            BalanceForm.JSON,
            "TopicRecordNameStrategy",
            valuesOnly.stream().map(topic -> topic + "-Account").toList()));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  <T> void namesSubjectsOfInternalTopicsAsTheStrategySays(
      BalanceForm<T> form, String strategy, List<String> subjects) throws IOException {
    sumUp(form, named(strategy));

    assertThat(subjects())
        .containsExactlyInAnyOrderElementsOf(
            subjects.stream().map(name -> name.formatted(form.name())).toList());
  }

  static List<BalanceForm<?>> formats() {
    return List.of(BalanceForm.GENERIC, BalanceForm.JSON);
  }

  static List<BalanceForm<?>> forms() {
    return BalanceForm.ALL;
  }

  @ParameterizedTest
  @MethodSource("forms")
  <T> void sumsUpInTheTestDriver(BalanceForm<T> form) {
    assertThat(sumUp(form, settings()))
        .containsExactly(new Account("ada", 15), new Account("ada", 32), new Account("bo", 8));
  }

  @Test
  void namesSubjectsOfAForeignKeyJoinAfterTopicsThatDoNotExist() throws IOException {
    BalanceForm<Account> form = BalanceForm.JSON;
    BalanceTopology<Account> serdes = BalanceTopology.of(form, settings());
    StreamsBuilder builder = new StreamsBuilder();
    KTable<Account, Account> debts =
        builder.table("debts", Consumed.with(serdes.keys(), serdes.values()));
    KTable<Account, Account> payers =
        builder.table("payers", Consumed.with(serdes.keys(), serdes.values()));
    debts
        .join(
            payers,
            (Account debt) -> form.key(debt.owner()),
            form::sum,
            TableJoined.as("settle"),
            Materialized.with(serdes.keys(), serdes.values()))
        .toStream()
        .to("settled", Produced.with(serdes.keys(), serdes.values()));

    try (TopologyTestDriver driver = driver(builder, settings())) {
      input(driver, "payers", serdes).pipeInput(form.key("ada"), form.of("ada", 100));
      input(driver, "debts", serdes).pipeInput(form.key("debt-1"), form.of("ada", -30));

      assertThat(output(driver, "settled", serdes).readKeyValue())
          .isEqualTo(KeyValue.pair(form.key("debt-1"), form.of("ada", 70)));
    }
    assertThat(subjects())
        .filteredOn(subject -> subject.startsWith("app-settle-"))
        .containsExactly(
            "app-settle-subscription-registration-topic-fk-key",
            "app-settle-subscription-registration-topic-key",
            "app-settle-subscription-registration-topic-pk-key",
            "app-settle-subscription-registration-topic-vh-value",
            "app-settle-subscription-response-topic-key",
            "app-settle-subscription-response-topic-value");
  }

  @ParameterizedTest
  @MethodSource("formats")
  <T> void readsKeysOfWindows(BalanceForm<T> form) {
    BalanceTopology<T> serdes = BalanceTopology.of(form, settings());
    Duration hour = Duration.ofHours(1);
    Serde<Windowed<T>> windows = new TimeWindowedSerde<>(serdes.keys(), hour.toMillis());
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("bookings", Consumed.with(serdes.keys(), serdes.values()))
        .groupByKey(Grouped.with(serdes.keys(), serdes.values()))
        .windowedBy(TimeWindows.ofSizeWithNoGrace(hour))
        .reduce(
            form::sum,
            Materialized.<T, T, WindowStore<Bytes, byte[]>>as("hourly")
                .withKeySerde(serdes.keys())
                .withValueSerde(serdes.values()))
        .toStream()
        .to("sums", Produced.with(windows, serdes.values()));

    try (TopologyTestDriver driver = driver(builder, settings())) {
      TestInputTopic<T, T> bookings = input(driver, "bookings", serdes);
      bookings.pipeInput(form.key("ada"), form.of("ada", 1), 10);
      bookings.pipeInput(form.key("ada"), form.of("ada", 2), 20);
      bookings.pipeInput(form.key("ada"), form.of("ada", 4), hour.toMillis() + 10);

      TestOutputTopic<Windowed<T>, T> sums =
          driver.createOutputTopic("sums", windows.deserializer(), serdes.values().deserializer());
      assertThat(sums.readKeyValuesToList())
          .extracting(
              each -> form.account(each.key.key()).owner(),
              each -> each.key.window().start(),
              each -> form.account(each.value).cents())
          .containsExactly(
              tuple("ada", 0L, 1L), tuple("ada", 0L, 3L), tuple("ada", hour.toMillis(), 4L));
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  <T> void needsNoSubjectOfItsOwnWhereRecordsNameThem(BalanceForm<T> form) throws IOException {
    sumUp(form, named("RecordNameStrategy"));
    TreeSet<String> before = subjects();
    Map<String, Object> settings = named("RecordNameStrategy");
    settings.putAll(REGISTERED_ONLY);

    assertThat(sumUp(form, settings)).hasSize(3);

    assertThat(subjects()).isEqualTo(before).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("formats")
  <T> void saysWhichSubjectOfAnInternalTopicIsMissing(BalanceForm<T> form) throws IOException {
    Serde<T> values = form.serde(settings(), false);
    Serde<T> keys = form.serde(settings(), true);
    keys.serializer().serialize(form.name() + "-bonuses", form.key("ada"));
    values.serializer().serialize(form.name() + "-bonuses", form.key("ada"));
    Map<String, Object> settings = settings();
    settings.putAll(REGISTERED_ONLY);

    assertThatThrownBy(() -> sumUp(form, settings))
        .isInstanceOf(StreamsException.class)
        .rootCause()
        .hasMessageContaining("app-" + form.name() + "-bonuses-changelog-key");
  }

  @Test
  void keepsIdsInHeadersOnlyWhereStoresKeepHeaders() {
    Map<String, Object> settings = settings();
    settings.put("value.schema.id.serializer", "header");

    assertThatThrownBy(() -> spend(settings))
        .isInstanceOf(StreamsException.class)
        .cause()
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("purchases-value:1 is a schema of type JSON, not AVRO");
    settings.put("dsl.store.format", "headers");
    assertThat(spend(settings))
        .containsExactly(new Spending("Ada", 1, 10), new Spending("Ada", 2, 30));
  }

  private List<Spending> spend(Map<String, Object> settings) {
    CustomerSpending.Values values = CustomerSpending.Values.of(settings);
    try (TopologyTestDriver driver = driver(CustomerSpending.topology(values), settings)) {
      StringSerializer keys = new StringSerializer();
      driver
          .createInputTopic(CustomerSpending.CUSTOMERS, keys, values.customer().serializer())
          .pipeInput("ada", new Customer("Ada", "SE"));
      TestInputTopic<String, Purchase> purchases =
          driver.createInputTopic(CustomerSpending.PURCHASES, keys, values.purchase().serializer());
      purchases.pipeInput("1", new Purchase("ada", 10));
      purchases.pipeInput("2", new Purchase("ada", 20));
      return driver
          .createOutputTopic(
              CustomerSpending.SPENDING, new StringDeserializer(), values.spending().deserializer())
          .readValuesToList();
    }
  }

  private <T> List<Account> sumUp(BalanceForm<T> form, Map<String, Object> settings) {
    StreamsBuilder builder = new StreamsBuilder();
    BalanceTopology<T> topology = BalanceTopology.of(form, settings);
    topology.addTo(builder, sum -> {});
    try (TopologyTestDriver driver = driver(builder, settings)) {
      TestInputTopic<T, T> bonuses = input(driver, topology.bonuses(), topology);
      TestInputTopic<String, T> bookings =
          driver.createInputTopic(
              topology.bookings(), Serdes.String().serializer(), topology.values().serializer());
      bonuses.pipeInput(form.key("ada"), form.of("ada", 10));
      bonuses.pipeInput(form.key("bo"), form.of("bo", 1));
      bookings.pipeInput("1", form.of("ada", 5));
      bookings.pipeInput("2", form.of("ada", 7));
      bookings.pipeInput("3", form.of("bo", 7));
      return output(driver, topology.sums(), topology).readValuesToList().stream()
          .map(form::account)
          .toList();
    }
  }

  private static <T> TestInputTopic<T, T> input(
      TopologyTestDriver driver, String topic, BalanceTopology<T> topology) {
    return driver.createInputTopic(
        topic, topology.keys().serializer(), topology.values().serializer());
  }

  private static <T> TestOutputTopic<T, T> output(
      TopologyTestDriver driver, String topic, BalanceTopology<T> topology) {
    return driver.createOutputTopic(
        topic, topology.keys().deserializer(), topology.values().deserializer());
  }

  private TopologyTestDriver driver(StreamsBuilder builder, Map<String, Object> settings) {
    return driver(builder.build(), settings);
  }

  private TopologyTestDriver driver(Topology topology, Map<String, Object> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    properties.put("application.id", "app");
    properties.put("bootstrap.servers", "unused:1");
    properties.put("state.dir", state.toString());
    return new TopologyTestDriver(topology, properties);
  }

  private static Map<String, Object> settings() {
    return new HashMap<>(Map.of("schema.registry.url", "mock://" + SCOPE));
  }

  private static Map<String, Object> named(String strategy) {
    Map<String, Object> settings = settings();
    settings.put("key.subject.name.strategy", STRATEGIES + strategy);
    settings.put("value.subject.name.strategy", STRATEGIES + strategy);
    return settings;
  }

  private static TreeSet<String> subjects() throws IOException {
    URI all = URI.create(MockSchemaRegistries.urlOf(SCOPE) + "/subjects");
    try (InputStream body = all.toURL().openStream()) {
      return new TreeSet<>(Arrays.asList(new ObjectMapper().readValue(body, String[].class)));
    }
  }
}
