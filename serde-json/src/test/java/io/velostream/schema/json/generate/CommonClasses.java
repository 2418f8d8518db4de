// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.kjetland.jackson.jsonSchema.annotations.JsonSchemaDescription;
import com.kjetland.jackson.jsonSchema.annotations.JsonSchemaFormat;
import com.kjetland.jackson.jsonSchema.annotations.JsonSchemaInject;
import com.kjetland.jackson.jsonSchema.annotations.JsonSchemaTitle;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.validation.constraints.Max;
import javax.validation.constraints.Min;
import javax.validation.constraints.NotNull;
import javax.validation.constraints.Size;

/** Nineteen values of the classes that fleets of producers share, each with a schema of its own. */
public final class CommonClasses {

  private CommonClasses() {}

  public static class Simple {
    public String name = "Ada";
    public int age = 36;
  }

  public static class SimpleOrder {
    public long orderNumber = 7;
    public BigDecimal totalAmount = new BigDecimal("1.50");
    public UUID key = new UUID(1, 2);
    public boolean isPaid = true;
  }

  static class Tree {
    public Tree left;
    public List<Tree> others = List.of();
  }

  enum Colour {
    RED,
    GREEN
  }

  static class Containers {
    public Colour colour = Colour.RED;
    public List<String> tags = List.of("a");
    public Map<String, Integer> counts = new LinkedHashMap<>(Map.of("a", 1));
    public Map<String, Simple> people = Map.of();
    public int[] numbers = {1, 2};
    public byte[] bytes = {1};
    public List<List<Colour>> nested = List.of(List.of(Colour.GREEN));
  }

  static class Times {
    public Instant at = Instant.ofEpochSecond(1);
    public LocalDate day = LocalDate.of(2026, 1, 2);
    public Duration took = Duration.ofSeconds(3);
  }

  static class Optionals {
    public Optional<String> text = Optional.of("a");
    public OptionalInt number = OptionalInt.of(1);
    public Object any = 1;
  }

  public record Line(String sku, int count, double price) {}

  public record Invoice(String id, List<Line> lines, Line first) {}

  static class Page<T> {
    public T content;
    public int size = 1;

    Page(T content) {
      this.content = content;
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Dog.class, name = "dog"),
    @JsonSubTypes.Type(value = Bird.class, name = "bird")
  })
  abstract static class Animal {
    public String name = "Rex";
  }

  static class Dog extends Animal {
    public int legs = 4;
  }

  @JsonSubTypes(@JsonSubTypes.Type(value = Owl.class, name = "owl"))
  static class Bird extends Animal {
    public boolean flies = true;
  }

  static class Owl extends Bird {
    public int sees = 9;
  }

  static class Zoo {
    public List<Animal> animals = List.of(new Dog(), new Owl());
    public Animal first = new Dog();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  abstract static class Part {
    public int weight = 1;
  }

  static class Wheel extends Part {
    public int size = 20;
  }

  static class Machine {
    public Part part = new Wheel();
  }

  @JsonSchemaTitle("Described Order")
  @JsonSchemaDescription("an order")
  @JsonPropertyOrder({"last", "first"})
  static class Annotated {
    @JsonProperty(required = true)
    public String first = "a";

    @JsonPropertyDescription("the last")
    @JsonSchemaFormat("email")
    public String last = "b@c.example";

    @JsonSchemaInject(json = "{\"examples\":[1]}")
    public int injected = 1;
  }

  static class Constrained {
    @NotNull
    @Size(min = 1, max = 5)
    public String code = "abc";

    @Min(1)
    @Max(9)
    public int digit = 5;
  }

  static class Code {
    private final String text = "X-1";

    @JsonValue
    public String text() {
      return text;
    }
  }

  public static List<Object> values() {
    return List.of(
        new Simple(),
        new SimpleOrder(),
        new Tree(),
        new Containers(),
        new Times(),
        new Optionals(),
        new Invoice("i", List.of(), new Line("a", 1, 2)),
        new Page<>("a"),
        new Zoo(),
        new Owl(),
        new Machine(),
        new Annotated(),
        new Constrained(),
        new Code(),
        Colour.GREEN,
        "text",
        1,
        2L,
        true);
  }
}
