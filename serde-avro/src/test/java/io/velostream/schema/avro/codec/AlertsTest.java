// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaEvent.EvolutionFailed;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.Subject;
import io.velostream.schema.observe.LogAlertListener;
import io.velostream.schema.observe.WebhookAlertListener;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What listeners of a serializer and a deserializer hear when schemas do not fit. */
@Timeout(60)
class AlertsTest {

  private static final Schema WITH_INT = schema("int");
  private static final Schema WITH_TEXT = schema("string");
  private static final Subject SUBJECT = Subject.of("orders-value");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  private static Schema schema(String type) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"amount\",\"type\":\""
                + type
                + "\"}]}");
  }

  private static GenericData.Record order(Schema schema, Object amount) {
    GenericData.Record order = new GenericData.Record(schema);
    order.put("amount", amount);
    return order;
  }

  @BeforeEach
  void forget() {
    Hearing.EVENTS.clear();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private Map<String, Object> configs(Object... more) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    configs.put("schema.listeners", Hearing.class.getName());
    for (int i = 0; i < more.length; i += 2) {
      configs.put((String) more[i], more[i + 1]);
    }
    return configs;
  }

  @Test
  void tellsOfARecordWhoseSchemaDoesNotFitTheReaders() throws Exception {
    registry.compatibility("orders-value", "NONE");
    byte[] old;
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(configs(), false);
      old = serializer.serialize("orders", order(WITH_TEXT, "many"));
      serializer.serialize("orders", order(WITH_INT, 7));
    }
    Hearing.EVENTS.clear();
    try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      deserializer.configure(configs("use.latest.version", "true"), false);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> deserializer.deserialize("orders", old))
            .isInstanceOf(SerializationException.class);
      }
    }

    List<EvolutionFailed> failed = Hearing.all(EvolutionFailed.class);
    assertThat(failed).hasSize(3);
    assertThat(failed.get(0).action()).isEqualTo("read");
    assertThat(failed.get(0).topic()).isEqualTo("orders");
    assertThat(failed.get(0).subject()).isEqualTo(SUBJECT);
    assertThat(failed.get(0).schema().idValue()).isEqualTo(1);
    assertThat(failed.get(0).reader().name()).isEqualTo("orders-value:2");
    assertThat(failed.get(0).reason()).contains("int").doesNotContain("many");
  }

  @Test
  void tellsOfASchemaThatTheRegistryRefuses() throws Exception {
    registry.register("orders-value", WITH_TEXT.toString());
    refuse(configs(), order(WITH_INT, 7));

    List<EvolutionFailed> failed = Hearing.all(EvolutionFailed.class);
    assertThat(failed).hasSize(3);
    assertThat(failed.get(0).action()).isEqualTo("write");
    assertThat(failed.get(0).subject()).isEqualTo(SUBJECT);
  }

  @Test
  void tellsOfAValueThatDoesNotFitTheNewestVersion() throws Exception {
    registry.register("orders-value", WITH_TEXT.toString());
    refuse(
        configs("auto.register.schemas", "false", "use.latest.version", "true"),
        order(WITH_INT, 7));

    List<EvolutionFailed> failed = Hearing.all(EvolutionFailed.class);
    assertThat(failed).hasSize(3);
    assertThat(failed.get(0).action()).isEqualTo("write");
    assertThat(failed.get(0).subject()).isEqualTo(SUBJECT);
    assertThat(failed.get(0).topic()).isEqualTo("orders");
    assertThat(failed.get(0).reason()).contains("latest.compatibility.strict");
  }

  private static void refuse(Map<String, Object> configs, GenericData.Record value) {
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(configs, false);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> serializer.serialize("orders", value))
            .isInstanceOf(SerializationException.class);
      }
    }
  }

  /** The built-in listeners need names and keys in the configuration, and nothing else. */
  @Test
  void postsThatTheRegistryDoesNotAnswer() throws Exception {
    BlockingQueue<JsonNode> posted = new LinkedBlockingQueue<>();
    HttpServer endpoint =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext(
        "/alerts",
        exchange -> {
          try (exchange) {
            posted.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    endpoint.start();
    registry.stop();
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(
          configs(
              "schema.listeners",
              LogAlertListener.class.getName() + "," + WebhookAlertListener.class.getName(),
              "schema.listeners.log.repeat.sec",
              "5",
              "schema.listeners.webhook.url",
              "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/alerts",
              "schema.listeners.webhook.kinds",
              "url-unreachable",
              "max.retries",
              "0"),
          false);
      assertThatThrownBy(() -> serializer.serialize("orders", "text"))
          .isInstanceOf(KafkaException.class);

      JsonNode document = posted.poll(30, TimeUnit.SECONDS);
      assertThat(document.get("kind").asText()).isEqualTo("url-unreachable");
      assertThat(document.get("severity").asText()).isEqualTo("warning");
      assertThat(document.at("/details/endpoint").asText()).isEqualTo(registry.url());
      assertThat(document.at("/details/reason").asText()).isEqualTo("connection refused");
    } finally {
      endpoint.stop(0);
    }
  }

  /** Keeps what it hears. Closing a client delivers what is queued. */
  public static final class Hearing implements SchemaListener {

    static final BlockingQueue<SchemaEvent> EVENTS = new LinkedBlockingQueue<>();

    static <E extends SchemaEvent> List<E> all(Class<E> type) {
      List<E> found = new ArrayList<>();
      EVENTS.stream().filter(type::isInstance).map(type::cast).forEach(found::add);
      return found;
    }

    @Override
    public void onEvent(SchemaEvent event) {
      EVENTS.add(event);
    }
  }
}
