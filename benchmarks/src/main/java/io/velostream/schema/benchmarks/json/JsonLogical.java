// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.json;

import io.velostream.schema.benchmarks.avro.shape.LogicalShape;
import io.velostream.schema.benchmarks.codec.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;

/** Dates, times, a decimal and a UUID, in a class with getters and setters. */
public final class JsonLogical {

  private static final UUID NOBODY = new UUID(0, 0);

  private LocalDate day = LocalDate.EPOCH;
  private LocalTime time = LocalTime.MIN;
  private Instant at = Instant.EPOCH;
  private Instant exactly = Instant.EPOCH;
  private BigDecimal price = BigDecimal.ZERO;
  private UUID key = NOBODY;

  static JsonLogical sample() {
    LogicalShape.Row row = (LogicalShape.Row) new LogicalShape().value(Kind.RECORD);
    JsonLogical logical = new JsonLogical();
    logical.setDay(row.day());
    logical.setTime(row.time());
    logical.setAt(row.at());
    logical.setExactly(row.exactly());
    logical.setPrice(row.price());
    logical.setKey(row.key());
    return logical;
  }

  public LocalDate getDay() {
    return day;
  }

  public void setDay(LocalDate day) {
    this.day = day;
  }

  public LocalTime getTime() {
    return time;
  }

  public void setTime(LocalTime time) {
    this.time = time;
  }

  public Instant getAt() {
    return at;
  }

  public void setAt(Instant at) {
    this.at = at;
  }

  public Instant getExactly() {
    return exactly;
  }

  public void setExactly(Instant exactly) {
    this.exactly = exactly;
  }

  public BigDecimal getPrice() {
    return price;
  }

  public void setPrice(BigDecimal price) {
    this.price = price;
  }

  public UUID getKey() {
    return key;
  }

  public void setKey(UUID key) {
    this.key = key;
  }
}
