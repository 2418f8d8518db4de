// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.deadletter.DeadLetterProducer;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The metric groups of a program that writes and reads one record. */
final class MetricsOfOneRecord {

  private MetricsOfOneRecord() {}

  static List<MetricGroup> groups() {
    Set<MetricGroup> before = new HashSet<>(MetricRegistry.global().groups());
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
        DeadLetterProducer<byte[], byte[]> producer = failingProducer()) {
      Map<String, Object> configs =
          Map.of("schema.registry.url", registry.url(), "client.id", "metrics-page");
      serializer.configure(configs, false);
      deserializer.configure(configs, false);
      byte[] bytes = serializer.serialize("orders", "text");
      var unused = deserializer.deserialize("orders", bytes);
      producer.send(new ProducerRecord<>("orders", bytes));
      return MetricRegistry.global().groups().stream()
          .filter(group -> !before.contains(group))
          .toList();
    }
  }

  /** A producer that skips each record. */
  private static DeadLetterProducer<byte[], byte[]> failingProducer() {
    return DeadLetterProducer.wrap(
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
        new ByteArraySerializer(),
        (topic, data) -> {
          throw new SerializationException("does not fit");
        },
        Map.of("schema.on.failure", "skip"));
  }
}
