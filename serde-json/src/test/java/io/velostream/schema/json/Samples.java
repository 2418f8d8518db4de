// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.velostream.schema.json.value.JsonSchemaResource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Classes of every kind that users write. */
public final class Samples {

  private Samples() {}

  public record Item(String sku, int count) {}

  enum State {
    OPEN,
    PAID
  }

  public record Order(
      String id,
      State state,
      BigDecimal total,
      List<Item> items,
      Map<String, String> notes,
      Optional<String> coupon,
      Instant at,
      LocalDate due,
      UUID key) {}

  public static Order order() {
    return new Order(
        "o-1",
        State.PAID,
        new BigDecimal("12345678901234567890.123456789"),
        List.of(new Item("a", 1), new Item("b", 2)),
        Map.of("gift", "yes"),
        Optional.empty(),
        Instant.ofEpochSecond(1_700_000_000, 5),
        LocalDate.of(2026, 1, 2),
        new UUID(1, 2));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  public sealed interface Shape permits Circle, Square {}

  @JsonTypeName("circle")
  public record Circle(double radius) implements Shape {}

  @JsonTypeName("square")
  public record Square(double side) implements Shape {}

  public record Drawing(List<Shape> shapes, Shape main) {}

  /** A plain old class with what Jackson's annotations and getters can do. */
  public static class Person {
    @JsonProperty("full_name")
    private String name = "Ada";

    @JsonIgnore private String secret = "s3cret";

    private Person friend;

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public String getSecret() {
      return secret;
    }

    public Person getFriend() {
      return friend;
    }

    public void setFriend(Person friend) {
      this.friend = friend;
    }
  }

  public static class Greeting extends Person {
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public String getWords() {
      return "hello " + getName();
    }
  }

  public record Box<T>(T content) {}

  record Measure(double value) {}

  public record Envelope(String schema, String payload) {}

  @JsonSchemaResource("/schemas/parcel.json")
  public record Parcel(int grams) {}
}
