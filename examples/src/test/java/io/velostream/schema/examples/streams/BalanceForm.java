// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.streams;

import io.velostream.schema.avro.GenericAvroSerde;
import io.velostream.schema.avro.ReflectAvroSerde;
import io.velostream.schema.avro.SpecificAvroSerde;
import io.velostream.schema.examples.avro.Balance;
import io.velostream.schema.json.KafkaJsonSchemaSerde;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.serialization.Serde;

/**
 * One of our serdes, and how what it takes holds a balance: an owner and an amount. Lets one
 * topology try every serde.
 */
record BalanceForm<T>(
    String name,
    Supplier<Serde<T>> serdes,
    BiFunction<String, Long, T> maker,
    Function<T, String> owner,
    ToLongFunction<T> cents) {

  static final BalanceForm<GenericRecord> GENERIC =
      new BalanceForm<>(
          "generic",
          GenericAvroSerde::new,
          (owner, cents) ->
              new GenericRecordBuilder(Balance.getClassSchema())
                  .set("owner", owner)
                  .set("cents", cents)
                  .build(),
          balance -> balance.get("owner").toString(),
          balance -> (Long) balance.get("cents"));

  static final BalanceForm<Balance> SPECIFIC =
      new BalanceForm<>(
          "specific",
          () -> new SpecificAvroSerde<>(Balance.class),
          Balance::new,
          Balance::getOwner,
          Balance::getCents);

  static final BalanceForm<Account> REFLECT =
      new BalanceForm<>(
          "reflect",
          () -> new ReflectAvroSerde<>(Account.class),
          Account::new,
          Account::owner,
          Account::cents);

  static final BalanceForm<Account> JSON =
      new BalanceForm<>(
          "json",
          () -> new KafkaJsonSchemaSerde<>(Account.class),
          Account::new,
          Account::owner,
          Account::cents);

  static final List<BalanceForm<?>> ALL = List.of(GENERIC, SPECIFIC, REFLECT, JSON);

  /** A balance for the serdes that take any class. */
  record Account(String owner, long cents) {}

  Serde<T> serde(Map<String, ?> settings, boolean isKey) {
    Serde<T> serde = serdes.get();
    serde.configure(settings, isKey);
    return serde;
  }

  T of(String owner, long cents) {
    return maker.apply(owner, cents);
  }

  /** What stands for an owner where a key is wanted. */
  T key(String owner) {
    return of(owner, 0);
  }

  T sum(T one, T other) {
    return of(owner.apply(one), cents.applyAsLong(one) + cents.applyAsLong(other));
  }

  /** Both, to compare and to print. */
  Account account(T balance) {
    return new Account(owner.apply(balance), cents.applyAsLong(balance));
  }

  @Override
  public String toString() {
    return name;
  }
}
