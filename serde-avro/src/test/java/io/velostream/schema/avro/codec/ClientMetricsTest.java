// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.metrics.kafka.ClientMetricsInterceptor;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Metrics of clients that name serializer and deserializer by class, without any set-up. */
class ClientMetricsTest {

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aSerializerCountsRecordsInJmxUntilItIsClosed() throws Exception {
    ObjectName name =
        new ObjectName(
            "velostream.schema:type=serializer-metrics,client-id=writer-1,is-key=false,format=avro");
    ObjectName topic =
        new ObjectName(
            "velostream.schema:type=serializer-topic-metrics,client-id=writer-1,topic=orders,"
                + "is-key=false,format=avro");
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(configs("writer-1"), false);
      long bytes = 0;
      for (int i = 0; i < 10; i++) {
        bytes += serializer.serialize("orders", "text " + i).length;
      }
      assertThat(serializer.serialize("orders", null)).isNull();

      assertThat(jmx.getAttribute(name, "record-total")).isEqualTo(10.0);
      assertThat(jmx.getAttribute(name, "byte-total")).isEqualTo((double) bytes);
      assertThat(jmx.getAttribute(name, "binding-total")).isEqualTo(1.0);
      assertThat(jmx.getAttribute(name, "binding-hit-rate")).isEqualTo(0.9);
      assertThat(jmx.getAttribute(topic, "record-total")).isEqualTo(10.0);
      assertThat(serializer.stats().hitRate()).isGreaterThan(0.8);
    }
    assertThat(jmx.isRegistered(name)).isFalse();
    assertThat(jmx.isRegistered(topic)).isFalse();
  }

  @Test
  void aDeserializerCountsFailuresByCause() throws Exception {
    ObjectName name =
        new ObjectName(
            "velostream.schema:type=deserializer-metrics,client-id=reader-1,is-key=true,format=avro");
    try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      Map<String, Object> configs = configs("reader-1");
      configs.put("schema.on.failure", "skip");
      deserializer.configure(configs, true);

      assertThat(deserializer.deserialize("orders", new byte[] {9, 9})).isNull();
      assertThat(deserializer.deserialize("orders", new byte[] {0, 0, 0, 0, 99, 1})).isNull();

      assertThat(jmx.getAttribute(name, "record-total")).isEqualTo(0.0);
      assertThat(jmx.getAttribute(name, "failure-total")).isEqualTo(2.0);
      assertThat(jmx.getAttribute(name, "failure-invalid-data-total")).isEqualTo(1.0);
      assertThat(jmx.getAttribute(name, "failure-schema-not-found-total")).isEqualTo(1.0);
      assertThat(jmx.getAttribute(name, "skipped-total")).isEqualTo(2.0);
    }
  }

  @Test
  void aFailedSerializationIsCountedAndThrown() throws Exception {
    ObjectName name =
        new ObjectName(
            "velostream.schema:type=serializer-metrics,client-id=writer-2,is-key=false,format=avro");
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      Map<String, Object> configs = configs("writer-2");
      configs.put("auto.register.schemas", "false");
      serializer.configure(configs, false);
      assertThatThrownBy(() -> serializer.serialize("orders", "text"))
          .isInstanceOf(SerializationException.class);

      assertThat(jmx.getAttribute(name, "failure-schema-not-found-total")).isEqualTo(1.0);
      assertThat(jmx.getAttribute(name, "record-total")).isEqualTo(0.0);
    }
  }

  @Test
  void aDeniedDeletionIsCountedAsAFailure() throws Exception {
    ObjectName name =
        new ObjectName(
            "velostream.schema:type=serializer-metrics,client-id=writer-4,is-key=false,format=avro");
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      Map<String, Object> configs = configs("writer-4");
      configs.put("schema.access.write.deny", "topic:payments");
      serializer.configure(configs, false);
      assertThatThrownBy(() -> serializer.serialize("payments", null))
          .isInstanceOf(AuthorizationException.class);
      assertThat(serializer.serialize("orders", null)).isNull();

      assertThat(jmx.getAttribute(name, "failure-access-denied-total")).isEqualTo(1.0);
      assertThat(jmx.getAttribute(name, "failure-total")).isEqualTo(1.0);
    }
  }

  @Test
  void aRejectedConfigurationLeavesNoMetrics() throws Exception {
    Map<String, Object> configs = configs("writer-3");
    configs.put("schema.on.failure", "dead-letter");
    try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      assertThatThrownBy(() -> deserializer.configure(configs, false))
          .hasMessageContaining("bootstrap.servers");
    }
    assertThat(jmx.queryNames(new ObjectName("velostream.schema:client-id=writer-3,*"), null))
        .isEmpty();
  }

  @Test
  void theInterceptorPublishesAmongTheMetricsOfTheClient() throws Exception {
    Map<String, Object> configs = configs("plugged");
    configs.put("bootstrap.servers", "localhost:1");
    configs.put("interceptor.classes", ClientMetricsInterceptor.class.getName());
    configs.put("key.serializer", KafkaAvroSerializer.class.getName());
    configs.put("value.serializer", KafkaAvroSerializer.class.getName());
    try (KafkaProducer<Object, Object> producer = new KafkaProducer<>(configs)) {
      assertThat(published(producer.metrics(), "record-total", "serializer-metrics")).isEqualTo(2);
      assertThat(published(producer.metrics(), "hit-rate", "resolver-metrics")).isPositive();
      assertThat(
              jmx.queryNames(
                  new ObjectName(
                      "kafka.producer:type=plugins,client-id=plugged,source=serializer-metrics,*"),
                  null))
          .hasSize(2);
    }

    configs.put("group.id", "g");
    configs.put("key.deserializer", KafkaAvroDeserializer.class.getName());
    configs.put("value.deserializer", KafkaAvroDeserializer.class.getName());
    try (KafkaConsumer<Object, Object> consumer = new KafkaConsumer<>(configs)) {
      assertThat(published(consumer.metrics(), "record-total", "deserializer-metrics"))
          .isEqualTo(2);
      assertThat(published(consumer.metrics(), "record-total", "serializer-metrics")).isZero();
    }
  }

  private static long published(
      Map<MetricName, ? extends Metric> metrics, String name, String type) {
    return metrics.keySet().stream()
        .filter(it -> it.name().equals(name) && type.equals(it.tags().get("source")))
        .count();
  }

  private Map<String, Object> configs(String clientId) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    configs.put("client.id", clientId);
    return configs;
  }
}
