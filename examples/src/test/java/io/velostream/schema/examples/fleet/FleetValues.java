// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.kjetland.jackson.jsonSchema.annotations.JsonSchemaFormat;
import com.kjetland.jackson.jsonSchema.annotations.JsonSchemaTitle;
import io.velostream.schema.examples.avro.Balance;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;

/** What a mixed fleet writes. */
final class FleetValues {

  private FleetValues() {}

  /** Fields in an order that is not that of their names, of primitive and nullable types. */
  public static final class SimpleOrder {
    public long orderNumber = 7;
    public BigDecimal amount = new BigDecimal("1.50");
    public UUID id = new UUID(1, 2);
    public String buyer = "Ada";
  }

  /** An enum that a schema lists. */
  public enum Colour {
    RED,
    GREEN
  }

  /** Containers of all kinds. */
  public record Basket(
      Colour colour, List<String> tags, Map<String, Line> lines, int[] counts, byte[] raw) {}

  /** A nested record. */
  public record Line(String sku, int count, double price) {}

  /** A class that refers to itself. */
  public static final class Tree {
    public String name = "root";
    public List<Tree> children = List.of();
  }

  /** Times and what may be absent. */
  public record Visit(Instant at, LocalDate day, Optional<String> note, Object anything) {}

  /** A hierarchy. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Dog.class, name = "dog"),
    @JsonSubTypes.Type(value = Bird.class, name = "bird")
  })
  public abstract static class Animal {
    public String name = "Rex";
  }

  /** One branch. */
  public static final class Dog extends Animal {
    public int legs = 4;
  }

  /** The other branch. */
  public static final class Bird extends Animal {
    public boolean flies = true;
  }

  /** Holds values of a hierarchy. */
  public static final class Zoo {
    public List<Animal> animals = List.of(new Dog(), new Bird());
    public Animal first = new Dog();
  }

  /** Annotations of the generator library and of Jackson. */
  @JsonSchemaTitle("Described Person")
  public static final class Person {
    @JsonProperty(required = true)
    public String name = "Ada";

    @JsonPropertyDescription("where to write to")
    @JsonSchemaFormat("email")
    public String mail = "ada@example.org";
  }

  /** A plain class that Avro reflects. */
  public static final class Point {
    public int x = 1;
    public String label = "a";

    @Override
    public boolean equals(Object other) {
      return other instanceof Point point && x == point.x && label.equals(point.label);
    }

    @Override
    public int hashCode() {
      return x;
    }
  }

  static List<Object> jsonRecords() {
    return List.of(
        new SimpleOrder(),
        new Basket(
            Colour.GREEN,
            List.of("a", "b"),
            Map.of("x", new Line("x", 1, 2.5)),
            new int[] {1, 2},
            new byte[] {1, 2}),
        new Line("x", 1, 2.5),
        new Tree(),
        new Visit(Instant.ofEpochSecond(1), LocalDate.of(2026, 1, 2), Optional.of("n"), 1),
        new Zoo(),
        new Dog(),
        new Person());
  }

  static List<Object> jsonScalars() {
    return List.of("key", 7, 8L, true, Colour.RED, 1.5);
  }

  static List<Object> avroRecords() {
    Schema order =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Order","namespace":"fleet","doc":"an order","fields":[
                  {"name":"id","type":{"type":"string","avro.java.string":"String"}},
                  {"name":"amount","type":
                    {"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
                  {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
                  {"name":"state","type":{"type":"enum","name":"State","symbols":["NEW","PAID"]}},
                  {"name":"tags","type":{"type":"array","items":"string"},"default":[]},
                  {"name":"counts","type":{"type":"map","values":"int"}},
                  {"name":"parent","type":["null","Order"],"default":null}]}
                """);
    GenericRecordBuilder builder =
        new GenericRecordBuilder(order)
            .set("id", "o-1")
            .set("amount", ByteBuffer.wrap(new byte[] {5}))
            .set("at", 9L)
            .set("state", new GenericData.EnumSymbol(order.getField("state").schema(), "PAID"))
            .set("tags", List.of("a"))
            .set("counts", Map.of("a", 1));
    return List.of(builder.set("parent", builder.build()).build(), new Balance("Ada", 42L));
  }

  static List<Object> avroScalars() {
    return List.of("key", 7, 8L, true, 1.5f, 2.5, new byte[] {1, 2});
  }
}
