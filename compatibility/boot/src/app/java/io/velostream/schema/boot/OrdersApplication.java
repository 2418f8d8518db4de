// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.boot;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Sends orders in both formats and receives them, with nothing but what Spring Boot configures.
 * Prints {@code Avro=yes} and {@code JSON=yes}, or {@code no}.
 */
@SpringBootApplication
public class OrdersApplication {

  private static final int RECORDS = 100;
  private static final long SECONDS = 60;

  private final BlockingQueue<Object> avro = new ArrayBlockingQueue<>(RECORDS);
  private final BlockingQueue<Object> json = new ArrayBlockingQueue<>(RECORDS);

  /** An order in JSON. */
  public record Order(long id, String customer, List<String> tags) {}

  @KafkaListener(topics = "avro-orders")
  void takeAvro(GenericRecord value) {
    avro.add(value);
  }

  @KafkaListener(
      topics = "json-orders",
      groupId = "json-orders",
      properties = {
        "value.deserializer=io.velostream.schema.json.KafkaJsonSchemaDeserializer",
        "json.value.type=io.velostream.schema.boot.OrdersApplication$Order",
        "json.fail.invalid.schema=true"
      })
  void takeJson(Order value) {
    json.add(value);
  }

  /** Runs the application until it has received what it sent. */
  public static void main(String[] args) throws Exception {
    try (ConfigurableApplicationContext context =
        SpringApplication.run(OrdersApplication.class, args)) {
      OrdersApplication application = context.getBean(OrdersApplication.class);
      @SuppressWarnings("unchecked") // of Spring Boot's own template
      KafkaTemplate<Object, Object> template = context.getBean(KafkaTemplate.class);
      application.sendAvro(template);
      application.sendJson(template);
    }
  }

  private void sendAvro(KafkaTemplate<Object, Object> template) throws Exception {
    Schema schema =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
                    + "{\"name\":\"id\",\"type\":\"long\"},"
                    + "{\"name\":\"customer\",\"type\":\"string\"}]}");
    boolean same = true;
    for (int i = 0; same && i < RECORDS; i++) {
      GenericData.Record order = new GenericData.Record(schema);
      order.put("id", (long) i);
      order.put("customer", "c" + i);
      template.send("avro-orders", order).get(SECONDS, TimeUnit.SECONDS);
      same = order.equals(avro.poll(SECONDS, TimeUnit.SECONDS));
    }
    System.out.println("Avro=" + (same ? "yes" : "no"));
  }

  private void sendJson(KafkaTemplate<Object, Object> template) throws Exception {
    KafkaTemplate<Object, Object> ofJson =
        new KafkaTemplate<>(
            template.getProducerFactory(),
            Map.of(
                "value.serializer",
                "io.velostream.schema.json.KafkaJsonSchemaSerializer",
                "json.schema.generator",
                "strict",
                "json.fail.invalid.schema",
                true));
    boolean same = true;
    for (int i = 0; same && i < RECORDS; i++) {
      Order order = new Order(i, "c" + i, List.of("x", "y"));
      ofJson.send("json-orders", order).get(SECONDS, TimeUnit.SECONDS);
      same = order.equals(json.poll(SECONDS, TimeUnit.SECONDS));
    }
    ofJson.destroy();
    System.out.println("JSON=" + (same ? "yes" : "no"));
  }
}
