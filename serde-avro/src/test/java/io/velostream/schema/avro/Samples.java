// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.avro.generated.Checksum;
import io.velostream.schema.avro.generated.Customer;
import io.velostream.schema.avro.generated.Money;
import io.velostream.schema.avro.generated.Order;
import io.velostream.schema.avro.generated.Status;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Generated objects with every field set. */
public final class Samples {

  private Samples() {}

  public static Order order() {
    Customer friend = customer(null);
    return Order.newBuilder()
        .setId(42)
        .setStatus(Status.PAID)
        .setChecksum(new Checksum(new byte[] {1, 2, 3, 4}))
        .setCustomer(customer(friend))
        .setTotal(new Money(new BigDecimal("12.34"), "EUR"))
        .setTags(List.of("a", "ünïcode"))
        .setCounts(Map.of("one", 1))
        .setChoice(new Address("In a union", "1"))
        .setDay(LocalDate.of(2026, 3, 4))
        .setTimeMillis(LocalTime.of(1, 2, 3, 4_000_000))
        .setTimeMicros(LocalTime.of(1, 2, 3, 4_005_000))
        .setStampMillis(Instant.ofEpochMilli(1_700_000_000_123L))
        .setStampMicros(Instant.ofEpochSecond(1_700_000_000L, 123_456_000))
        .setLocalMillis(LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6_000_000))
        .setLocalMicros(LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6_007_000))
        .setSeenAt(Instant.ofEpochMilli(99))
        .setRate(1.5)
        .setWeight(2.5f)
        .setGift(true)
        .setRaw(ByteBuffer.wrap(new byte[] {9, 8}))
        .build();
  }

  public static Customer customer(Customer friend) {
    return new Customer(new UUID(1, 2), "Ada", new Address("Main Street", null), friend);
  }
}
