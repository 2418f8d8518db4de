// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics.kafka;

import io.velostream.schema.metrics.MetricRegistry;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.jspecify.annotations.Nullable;

/**
 * An interceptor that publishes the metrics of a client's serializers and deserializers, and those
 * of the resolvers of the JVM, among the client's own metrics (KIP-877). So {@code
 * producer.metrics()}, every {@code MetricsReporter} and the push of client metrics (KIP-714) have
 * them. Named by {@code interceptor.classes}; it changes no record.
 *
 * <p>Needs kafka-clients 4.1 or newer. The serializers themselves cannot implement {@link
 * Monitorable}, since older clients do not have it and could not load them.
 */
public final class ClientMetricsInterceptor
    implements ProducerInterceptor<Object, Object>,
        ConsumerInterceptor<Object, Object>,
        Monitorable {

  private String clientId = "";
  private MetricRegistry.@Nullable Registration registration;

  /** Creates the interceptor. Kafka calls {@link #configure} next. */
  public ClientMetricsInterceptor() {}

  @Override
  public void configure(Map<String, ?> configs) {
    Object configured = configs.get("client.id");
    clientId = configured == null ? "" : configured.toString();
  }

  @Override
  public synchronized void withPluginMetrics(PluginMetrics metrics) {
    close();
    registration = MetricRegistry.global().addExporter(new PluginExporter(metrics, clientId));
  }

  @Override
  public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
    return record;
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
    // Nothing to do: the serializers count.
  }

  @Override
  public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // Nothing to do: the deserializers count.
  }

  @Override
  public synchronized void close() {
    MetricRegistry.Registration open = registration;
    registration = null;
    if (open != null) {
      open.close();
    }
  }
}
