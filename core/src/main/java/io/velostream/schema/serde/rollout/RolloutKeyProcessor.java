// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.rollout;

import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tells the serializer of the value the key of each record, for canary rollouts in Kafka Streams:
 * {@code stream.processValues(RolloutKeyProcessor::new).to("orders")}. {@link RolloutInterceptor}
 * cannot, since Kafka Streams serializes records before its producer has them.
 *
 * <p>It adds a header that the serializer removes. So it stands immediately before one sink, whose
 * value serializer is of this library and follows rollouts: another serializer would leave the
 * header in the record, and of two sinks only the first would see it. Records without a key or a
 * value are passed on unchanged. Used by one thread, as all processors.
 *
 * @param <K> the type of the keys: {@code String}, a number, {@code UUID}, bytes, or a type whose
 *     {@code toString} is the same in each process
 * @param <V> the type of the values
 */
public final class RolloutKeyProcessor<K, V> implements FixedKeyProcessor<K, V, V> {

  private @Nullable FixedKeyProcessorContext<K, V> context;

  /** Creates a processor. Kafka Streams calls {@link #init} next. */
  public RolloutKeyProcessor() {}

  @Override
  public void init(FixedKeyProcessorContext<K, V> context) {
    this.context = context;
  }

  /**
   * Passes the record on with the hash of its key.
   *
   * @throws IllegalStateException if {@link #init} was not called
   */
  @Override
  public void process(FixedKeyRecord<K, V> record) {
    FixedKeyProcessorContext<K, V> context = this.context;
    if (context == null) {
      throw new IllegalStateException("the processor is not initialized");
    }
    if (record.key() == null || record.value() == null) {
      context.forward(record);
      return;
    }
    // It has headers of its own, so that other branches of the topology do not see the hash.
    FixedKeyRecord<K, V> withHash = record.withHeaders(record.headers());
    RolloutKey.addTo(withHash.headers(), RolloutKey.hashOf(record.key()));
    context.forward(withHash);
  }
}
