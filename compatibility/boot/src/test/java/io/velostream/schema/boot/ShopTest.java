// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The application of {@code examples/spring} with several versions of Spring Boot. */
@Tag("spring")
class ShopTest {

  private static final List<String> VERSIONS =
      List.of(System.getProperty("spring.versions", "3.4,3.5,4.0").split(","));

  /** So that a consumer that was killed is soon replaced. */
  private static final String SHORT_SESSION =
      "--spring.kafka.consumer.properties.session.timeout.ms=6000";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FRAME = 1 + Integer.BYTES;

  /** Each version with each kind of dead letters, with retry topics and with transactions. */
  private static final int CASES = VERSIONS.size() * (DeadLetters.values().length + 2) + 1;

  private static final AtomicInteger PASSED = new AtomicInteger();

  private EmbeddedKafka kafka;
  private EmbeddedSchemaRegistry registry;
  private Records records;
  private Samples samples;

  @BeforeEach
  void start() {
    kafka = EmbeddedKafka.start();
    registry = EmbeddedSchemaRegistry.start();
    records = new Records(kafka.bootstrapServers());
    samples = new Samples(registry);
    for (String topic :
        List.of("orders", "payments", "refunds", "transfers", "receipts", "notices", "bookings")) {
      kafka.createTopic(topic, 1);
    }
  }

  @AfterEach
  void stop() {
    samples.close();
    records.close();
    registry.close();
    kafka.close();
  }

  /** The last line of a run. */
  @AfterAll
  static void report() {
    System.out.println(
        "%s spring versions=%s cases=%d passed=%d"
            .formatted(PASSED.get() == CASES ? "OK" : "FAILED", VERSIONS, CASES, PASSED.get()));
  }

  private ShopProcess shop(String version, String profile, String... more) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers());
    arguments.add("--spring.kafka.properties.schema.registry.url=" + registry.url());
    arguments.add("--spring.profiles.active=" + profile);
    arguments.addAll(List.of(more));
    Path log = Path.of(System.getProperty("boot.logs"), "shop-" + version + "-" + profile + ".log");
    return ShopProcess.spring(version, log, arguments);
  }

  static Stream<Arguments> versionsAndDeadLetters() {
    return VERSIONS.stream()
        .flatMap(
            version ->
                Arrays.stream(DeadLetters.values()).map(each -> Arguments.of(version, each)));
  }

  @ParameterizedTest
  @MethodSource("versionsAndDeadLetters")
  void losesNoRecordThatIsBrokenOrMeetsAnOutage(String version, DeadLetters letters)
      throws Exception {
    List<Sent> orders = new ArrayList<>(samples.orders());
    List<Sent> payments = new ArrayList<>(samples.payments());
    try (ShopProcess shop = shop(version, letters.profile())) {
      send("orders", orders, 0);
      send("payments", payments, 0);
      records.until("receipts", each -> Long.valueOf(9).equals(receipt(each)));
      records.until("notices", each -> Long.valueOf(9).equals(notice(each)));
      assertThat(shop.get("/actuator/metrics/velostream.deserializer.record"))
          .contains("\"format\",\"values\":[\"", "consumer-orders-", "consumer-payments-");
      assertThat(shop.get("/actuator/metrics/velostream.serializer.record"))
          .contains("shop-producer-1");
      int known = orders.size();
      orders.add(samples.ofNewSchema("orders", 20, "c"));
      orders.add(orders.get(2));
      orders.add(samples.good("orders", 22, "c"));
      registry.stop();
      send("orders", orders, known);
      shop.awaitPrinted(" again in ", 3);
      JsonNode health = JSON.readTree(shop.get("/actuator/health"));
      assertThat(health.at("/components/schemaRegistry/details/degraded").asBoolean()).isTrue();
      assertThat(health.at("/components/schemaRegistry/status").asText()).isEqualTo("UP");
      assertThat(health.at("/status").asText()).isEqualTo("UP");
      registry.restart();
      records.until("receipts", each -> Long.valueOf(22).equals(receipt(each)));
      assertThat(shop.printed(" again in ")).isLessThan(100);
    }
    assertThat(records.all("receipts"))
        .extracting(this::receipt)
        .containsExactlyElementsOf(letters.delivered(orders));
    assertThat(records.all("notices"))
        .extracting(this::notice)
        .containsExactlyElementsOf(letters.delivered(payments));
    assertLetters(letters, "orders", orders);
    assertLetters(letters, "payments", payments);
    PASSED.incrementAndGet();
  }

  /** By an interceptor that a yml file names; kafka-clients before 4.1 do not have it. */
  @Test
  void metricsAreAmongThoseOfTheClients() throws Exception {
    try (ShopProcess shop = shop("4.0", "client-metrics")) {
      send("orders", List.of(samples.good("orders", 1, "c")), 0);
      records.until("receipts", each -> Long.valueOf(1).equals(receipt(each)));
      assertThat(shop.get("/actuator/metrics")).contains("kafka.plugins");
    }
    PASSED.incrementAndGet();
  }

  static Stream<String> versions() {
    return VERSIONS.stream();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void retryTopicsKeepBytesAndHeaders(String version) throws Exception {
    List<Sent> refunds = new ArrayList<>(samples.refunds());
    try (ShopProcess shop = shop(version, DeadLetters.OF_SPRING.profile())) {
      send("refunds", refunds, 0);
      records.until("refunds-dlt", each -> text(refunds, 1).equals(Sent.text(each)));
      int known = refunds.size();
      refunds.add(samples.ofNewSchema("refunds", 20, "later"));
      registry.stop();
      send("refunds", refunds, known);
      shop.awaitPrinted(" again in ", 3);
      registry.restart();
      records.until("receipts", each -> Long.valueOf(20).equals(receipt(each)));
    }
    assertThat(records.all("receipts"))
        .extracting(this::receipt)
        .containsExactlyInAnyOrder(1L, 3L, 4L, 9L, 20L);
    assertThat(records.all("refunds-dlt"))
        .extracting(Sent::text)
        .containsExactlyInAnyOrder(text(refunds, 1), text(refunds, 4), text(refunds, 5));
    assertThat(records.all("refunds-retry"))
        .extracting(Sent::text)
        .containsExactlyInAnyOrder(
            text(refunds, 1),
            text(refunds, 1),
            text(refunds, 2),
            text(refunds, 3),
            text(refunds, 7));
    assertThat(registry.versions("refunds-value")).hasSize(2);
    assertThat(registry.versions("refunds-retry-value")).isEmpty();
    assertThat(registry.versions("refunds-dlt-value")).isEmpty();
    PASSED.incrementAndGet();
  }

  private static String text(List<Sent> sent, int number) {
    return Sent.text(sent.get(number).key(), sent.get(number).value(), new byte[] {(byte) number});
  }

  @ParameterizedTest
  @MethodSource("versions")
  void transactionsLoseAndRepeatNothing(String version) throws Exception {
    DeadLetters whose = DeadLetters.OF_SPRING;
    String profiles = "transactions," + whose.profile();
    List<Sent> transfers = samples.transfers(1, 60);
    try (ShopProcess shop = shop(version, profiles, SHORT_SESSION)) {
      send("transfers", transfers, 0);
      records.until("bookings", each -> Long.valueOf(15).equals(receipt(each)));
      shop.kill();
    }
    int known = transfers.size();
    transfers.add(samples.ofNewSchema("transfers", 61, "c"));
    transfers.addAll(samples.transfers(62, 80));
    try (ShopProcess shop = shop(version, profiles, SHORT_SESSION)) {
      records.until("bookings", each -> Long.valueOf(60).equals(receipt(each)));
      registry.stop();
      send("transfers", transfers, known);
      shop.awaitPrinted(" again in ", 3);
      registry.restart();
      records.until(
          "bookings",
          each ->
              Long.valueOf(80).equals(receipt(each))
                  && samples.read(each.value()).get("topic").toString().equals("credit"));
    }
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < transfers.size(); i++) {
      if (transfers.get(i).broken() == Sent.Part.NONE) {
        expected.add("debit " + transfers.get(i).id());
        expected.add("credit " + transfers.get(i).id());
      }
    }
    assertThat(records.all("bookings"))
        .extracting(each -> samples.read(each.value()))
        .extracting(each -> each.get("topic") + " " + each.get("id"))
        .containsExactlyElementsOf(expected);
    assertLetters(whose, "transfers", transfers);
    assertThat(records.uncommitted("bookings").size()).isGreaterThan(expected.size());
    PASSED.incrementAndGet();
  }

  /** Those of deserializers come again when records before them are tried again. */
  private void assertLetters(DeadLetters letters, String topic, List<Sent> sent) {
    for (String suffix : letters.suffixes()) {
      List<String> found = records.all(topic + suffix).stream().map(Sent::text).toList();
      assertThat(
              letters == DeadLetters.OF_DESERIALIZERS
                  ? List.copyOf(new LinkedHashSet<>(found))
                  : found)
          .as(topic + suffix)
          .containsExactlyElementsOf(letters.written(sent, suffix));
    }
  }

  private void send(String topic, List<Sent> sent, int from) throws Exception {
    for (int i = from; i < sent.size(); i++) {
      records.send(sent.get(i).record(topic, i));
    }
  }

  private Long receipt(ConsumerRecord<byte[], byte[]> record) {
    GenericRecord receipt = samples.read(record.value());
    return (Long) receipt.get("id");
  }

  private Long notice(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    String text = new String(value, FRAME, value.length - FRAME, UTF_8);
    try {
      JsonNode payment = JSON.readTree(text).get("payment");
      return payment.isNull() ? null : payment.asLong();
    } catch (java.io.IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
