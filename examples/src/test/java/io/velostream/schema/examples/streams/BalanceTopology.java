// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.streams;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Bookings under keys of their own, keyed anew by owner, joined with the owner's bonus and added
 * up: a repartition topic, a table, a join, and a store with a changelog. All keys and values but
 * the bookings' own keys have schemas.
 */
record BalanceTopology<T>(BalanceForm<T> form, Serde<T> keys, Serde<T> values) {

  static <T> BalanceTopology<T> of(BalanceForm<T> form, Map<String, ?> settings) {
    return new BalanceTopology<>(form, form.serde(settings, true), form.serde(settings, false));
  }

  String bonuses() {
    return form.name() + "-bonuses";
  }

  String bookings() {
    return form.name() + "-bookings";
  }

  String sums() {
    return form.name() + "-sums";
  }

  String store() {
    return form.name() + "-store";
  }

  /**
   * Adds the topology.
   *
   * @param afterSum is given each new sum after it is in the store and before it is sent
   */
  void addTo(StreamsBuilder builder, Consumer<T> afterSum) {
    KTable<T, T> bonuses =
        builder.table(
            bonuses(), Consumed.with(keys, values), Materialized.as(form.name() + "-bonuses"));
    builder.stream(bookings(), Consumed.with(Serdes.String(), values))
        .selectKey((id, booking) -> form.key(form.owner().apply(booking)))
        .repartition(Repartitioned.with(keys, values).withName(form.name() + "-by-owner"))
        .join(bonuses, form::sum, Joined.with(keys, values, values))
        .groupByKey(Grouped.with(keys, values))
        .reduce(
            form::sum,
            Materialized.<T, T, KeyValueStore<Bytes, byte[]>>as(store())
                .withKeySerde(keys)
                .withValueSerde(values))
        .toStream()
        .peek((owner, sum) -> afterSum.accept(sum))
        .to(sums(), Produced.with(keys, values));
  }
}
