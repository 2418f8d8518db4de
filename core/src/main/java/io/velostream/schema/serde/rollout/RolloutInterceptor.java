// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.rollout;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Tells the serializer of the value the key of each record, for canary rollouts; named by {@code
 * interceptor.classes} of a producer. The serializer removes the header that it adds. Only for
 * producers whose {@code value.serializer} is of this library and follows rollouts: with another
 * one, the header would be sent. {@code DeadLetterProducer} needs no interceptor.
 */
public final class RolloutInterceptor implements ProducerInterceptor<Object, Object> {

  /** Creates an interceptor, which needs no configuration. */
  public RolloutInterceptor() {}

  @Override
  public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
    if (record.key() != null && record.value() != null) {
      RolloutKey.addTo(record.headers(), RolloutKey.hashOf(record.key()));
    }
    return record;
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
    // Nothing depends on it.
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // There are no keys.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
