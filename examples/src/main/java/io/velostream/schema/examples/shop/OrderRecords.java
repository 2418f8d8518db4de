// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.examples.subjects.AvroSubjects.Part;
import io.velostream.schema.examples.subjects.AvroSubjects.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Orders of an imaginary shop, the same ones for the same seed, and the four schemas behind them.
 *
 * <p>An order has a customer with addresses and items with prices. Each of the four types has a
 * text of its own that names the others, as a registry stores them. Safe for use by many threads.
 */
public final class OrderRecords {
  private static final String NAMESPACE = "io.velostream.shop.";
  private static final String ADDRESS = NAMESPACE + "Address";
  private static final String CUSTOMER = NAMESPACE + "Customer";
  private static final String MONEY = NAMESPACE + "Money";
  private static final String ORDER = NAMESPACE + "Order";
  private static final long FIRST_ORDER_MILLIS = 1_767_225_600_000L; // 2026-01-01T00:00:00Z

  private final long seed;
  private final Schema order;
  private final Schema customer;
  private final Schema address;
  private final Schema item;
  private final Schema money;

  /**
   * Orders that depend on nothing but a number.
   *
   * @param seed any number
   */
  public OrderRecords(long seed) {
    this.seed = seed;
    this.order = orderSchema();
    this.customer = order.getField("customer").schema();
    this.address = customer.getField("address").schema();
    this.item = order.getField("items").schema().getElementType();
    this.money = item.getField("price").schema();
  }

  /**
   * The four types as a registry takes them: Address, Customer, Money, and last the order.
   *
   * @param orderSubject the subject of the order; the subjects of the others are their full names
   * @return text and references of each, dependencies first
   */
  public static List<Part> parts(String orderSubject) {
    Reference toAddress = new Reference(ADDRESS, ADDRESS);
    Reference toCustomer = new Reference(CUSTOMER, CUSTOMER);
    Reference toMoney = new Reference(MONEY, MONEY);
    return List.of(
        new Part(ADDRESS, text(ADDRESS), List.of()),
        new Part(CUSTOMER, text(CUSTOMER), List.of(toAddress)),
        new Part(MONEY, text(MONEY), List.of()),
        new Part(orderSubject, text(ORDER), List.of(toCustomer, toMoney)));
  }

  /**
   * The schema of an order with everything that it refers to.
   *
   * @return a record schema
   */
  public Schema schema() {
    return order;
  }

  /**
   * One order.
   *
   * @param index which one; the same index gives an equal order each time
   * @return a new record that fits {@link #schema()}
   */
  public GenericRecord record(long index) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
    return new GenericRecordBuilder(order)
        .set("id", "order-" + index)
        .set("placedAt", FIRST_ORDER_MILLIS + index * 1_000 + random.nextInt(1_000))
        .set("status", status(random))
        .set("customer", customer(random))
        .set("items", items(random))
        .set("shipping", random.nextBoolean() ? money(random) : null)
        .set("attributes", attributes(random))
        .set("note", optional(random, "Leave it at the d\u00f6\u00f6r \ud83d\udce6"))
        .build();
  }

  /**
   * The first orders, one after the other.
   *
   * @param count how many
   * @return orders 0 to count - 1
   */
  public Stream<GenericRecord> records(long count) {
    return Stream.iterate(0L, index -> index < count, index -> index + 1).map(this::record);
  }

  private GenericData.EnumSymbol status(SplittableRandom random) {
    Schema status = order.getField("status").schema();
    return new GenericData.EnumSymbol(status, pick(random, status.getEnumSymbols()));
  }

  private GenericRecord customer(SplittableRandom random) {
    int id = random.nextInt(10_000);
    return new GenericRecordBuilder(customer)
        .set("id", (long) id)
        .set("name", pick(random, List.of("Ada", "Bj\u00f6rn", "Chloé", "\u6771")) + " " + id)
        .set("email", optional(random, "customer" + id + "@example.org"))
        .set("address", address(random))
        .set("billing", random.nextInt(4) == 0 ? address(random) : null)
        .build();
  }

  private GenericRecord address(SplittableRandom random) {
    return new GenericRecordBuilder(address)
        .set("street", pick(random, List.of("High Street ", "Storgatan ")) + random.nextInt(1, 200))
        .set("city", pick(random, List.of("Ghent", "G\u00f6teborg", "Lyon", "Porto")))
        .set("postcode", optional(random, Integer.toString(random.nextInt(10_000, 100_000))))
        .set("country", pick(random, List.of("BE", "SE", "FR", "PT")))
        .build();
  }

  private List<GenericRecord> items(SplittableRandom random) {
    List<GenericRecord> items = new GenericData.Array<>(5, order.getField("items").schema());
    for (int i = random.nextInt(6); i > 0; i--) {
      items.add(
          new GenericRecordBuilder(item)
              .set("sku", "sku-" + random.nextInt(100_000))
              .set("quantity", random.nextInt(1, 10))
              .set("price", money(random))
              .build());
    }
    return items;
  }

  private GenericRecord money(SplittableRandom random) {
    BigDecimal amount = BigDecimal.valueOf(random.nextLong(-10_000, 10_000_000), 2);
    return new GenericRecordBuilder(money)
        .set("amount", ByteBuffer.wrap(amount.unscaledValue().toByteArray()))
        .set("currency", pick(random, List.of("EUR", "SEK")))
        .build();
  }

  private static Map<String, String> attributes(SplittableRandom random) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String key : List.of("channel", "campaign", "gift")) {
      if (random.nextBoolean()) {
        attributes.put(key, key + "-" + random.nextInt(50));
      }
    }
    return attributes;
  }

  private static @Nullable String optional(SplittableRandom random, String value) {
    return random.nextInt(3) == 0 ? null : value;
  }

  private static String pick(SplittableRandom random, List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static Schema orderSchema() {
    Schema.Parser parser = new Schema.Parser();
    List<Schema> schemas = new ArrayList<>();
    parts(ORDER).forEach(part -> schemas.add(parser.parse(part.text())));
    return schemas.get(schemas.size() - 1);
  }

  private static String text(String type) {
    String resource = "/" + type.replace('.', '/') + ".avsc";
    try (InputStream in = OrderRecords.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Not on the class path: " + resource);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }
}
