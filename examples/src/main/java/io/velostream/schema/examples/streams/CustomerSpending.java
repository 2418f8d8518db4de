// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.streams;

import io.velostream.schema.avro.ReflectAvroSerde;
import io.velostream.schema.json.KafkaJsonSchemaSerde;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds up what each customer has spent, with Kafka Streams: purchases are JSON, customers and sums
 * are Avro.
 *
 * <p>Purchases arrive under a key of their own. They are keyed anew by customer, which takes a
 * repartition topic, joined with the table of customers, and added up in a store that a changelog
 * topic backs. Keys are plain strings.
 */
final class CustomerSpending {

  static final String PURCHASES = "purchases";
  static final String CUSTOMERS = "customers";
  static final String SPENDING = "spending";
  static final String STORE = "spending-by-customer";

  private CustomerSpending() {}

  /** One purchase of one customer. */
  record Purchase(String customer, long cents) {}

  /** Who buys. */
  record Customer(String name, String country) {}

  /** What a customer has spent so far. */
  record Spending(String name, int purchases, long cents) {

    Spending plus(Spending other) {
      return new Spending(name, purchases + other.purchases, cents + other.cents);
    }
  }

  /**
   * The serdes of all values.
   *
   * @param purchase JSON Schema
   * @param customer Avro
   * @param spending Avro
   */
  record Values(Serde<Purchase> purchase, Serde<Customer> customer, Serde<Spending> spending)
      implements AutoCloseable {

    /** Configured serdes. */
    static Values of(Map<String, ?> settings) {
      Values values =
          new Values(
              new KafkaJsonSchemaSerde<>(Purchase.class),
              new ReflectAvroSerde<>(Customer.class),
              new ReflectAvroSerde<>(Spending.class));
      values.purchase.configure(settings, false);
      values.customer.configure(settings, false);
      values.spending.configure(settings, false);
      return values;
    }

    @Override
    public void close() {
      purchase.close();
      customer.close();
      spending.close();
    }
  }

  /** The whole program. Its repartition topic and its stores have names that stay. */
  static Topology topology(Values values) {
    StreamsBuilder builder = new StreamsBuilder();
    Serde<String> keys = Serdes.String();
    KTable<String, Customer> customers =
        builder.table(
            CUSTOMERS, Consumed.with(keys, values.customer), Materialized.as("customers-by-id"));
    builder.stream(PURCHASES, Consumed.with(keys, values.purchase))
        .selectKey((id, purchase) -> purchase.customer())
        .repartition(Repartitioned.with(keys, values.purchase).withName("by-customer"))
        .join(
            customers,
            (purchase, customer) -> new Spending(customer.name(), 1, purchase.cents()),
            Joined.with(keys, values.purchase, values.customer))
        .groupByKey(Grouped.with(keys, values.spending))
        .reduce(
            Spending::plus,
            Materialized.<String, Spending, KeyValueStore<Bytes, byte[]>>as(STORE)
                .withKeySerde(keys)
                .withValueSerde(values.spending))
        .toStream()
        .to(SPENDING, Produced.with(keys, values.spending));
    return builder.build();
  }
}
