// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.examples.subjects.AvroSubjects.Part;
import io.velostream.schema.examples.subjects.AvroSubjects.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * An order as {@link OrderRecords} makes them, in a Java record: what is sent as JSON.
 *
 * @param placedAt when it was placed
 * @param attributes by name
 */
public record ShopOrder(
    String id,
    Instant placedAt,
    Status status,
    Customer customer,
    List<Item> items,
    @Nullable Money shipping,
    Map<String, String> attributes,
    @Nullable String note) {

  /** How far it has come. */
  public enum Status {
    PLACED,
    PAID,
    SHIPPED,
    CANCELLED
  }

  /** Who buys. */
  public record Customer(
      long id, String name, @Nullable String email, Address address, @Nullable Address billing) {}

  /** Where something is sent. */
  public record Address(String street, String city, @Nullable String postcode, String country) {}

  /** So many of one article. */
  public record Item(String sku, int quantity, Money price) {}

  /** An amount in a currency. */
  public record Money(BigDecimal amount, String currency) {}

  /**
   * The four JSON Schemas as a registry takes them: address, customer, money, and last the order.
   *
   * @param orderSubject the subject of the order; the subjects of the others are their file names
   */
  public static List<Part> parts(String orderSubject) {
    return List.of(
        part("address.json"),
        part("customer.json", "address.json"),
        part("money.json"),
        new Part(orderSubject, text("order.json"), references("customer.json", "money.json")));
  }

  private static Part part(String name, String... uses) {
    return new Part(name, text(name), references(uses));
  }

  private static List<Reference> references(String... names) {
    return List.of(names).stream().map(name -> new Reference(name, name)).toList();
  }

  private static String text(String name) {
    try (InputStream in = ShopOrder.class.getResourceAsStream("/io/velostream/shop/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** The same order as an Avro record holds it. */
  public static ShopOrder of(GenericRecord order) {
    return new ShopOrder(
        text(order, "id"),
        Instant.ofEpochMilli((Long) order.get("placedAt")),
        Status.valueOf(text(order, "status")),
        customer((GenericRecord) order.get("customer")),
        ((List<?>) order.get("items")).stream().map(each -> item((GenericRecord) each)).toList(),
        money(order.get("shipping")),
        attributes((Map<?, ?>) order.get("attributes")),
        optional(order, "note"));
  }

  private static Customer customer(GenericRecord customer) {
    return new Customer(
        (Long) customer.get("id"),
        text(customer, "name"),
        optional(customer, "email"),
        Objects.requireNonNull(address(customer.get("address"))),
        address(customer.get("billing")));
  }

  private static @Nullable Address address(@Nullable Object value) {
    return value instanceof GenericRecord address
        ? new Address(
            text(address, "street"),
            text(address, "city"),
            optional(address, "postcode"),
            text(address, "country"))
        : null;
  }

  private static Item item(GenericRecord item) {
    return new Item(
        text(item, "sku"),
        (Integer) item.get("quantity"),
        Objects.requireNonNull(money(item.get("price"))));
  }

  private static @Nullable Money money(@Nullable Object value) {
    return value instanceof GenericRecord money
        ? new Money(amount((ByteBuffer) money.get("amount")), text(money, "currency"))
        : null;
  }

  private static BigDecimal amount(ByteBuffer unscaled) {
    byte[] bytes = new byte[unscaled.remaining()];
    unscaled.duplicate().get(bytes);
    return new BigDecimal(new BigInteger(bytes), 2);
  }

  private static Map<String, String> attributes(Map<?, ?> attributes) {
    Map<String, String> copy = new LinkedHashMap<>();
    attributes.forEach((name, value) -> copy.put(name.toString(), value.toString()));
    return copy;
  }

  private static String text(GenericRecord record, String field) {
    return record.get(field).toString();
  }

  private static @Nullable String optional(GenericRecord record, String field) {
    Object value = record.get(field);
    return value == null ? null : value.toString();
  }
}
