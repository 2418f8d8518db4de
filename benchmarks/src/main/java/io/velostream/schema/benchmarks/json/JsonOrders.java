// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order: nested objects, five items, a map, an enum, two nullable fields. */
public final class JsonOrders {

  private JsonOrders() {}

  /** Where an order is. */
  public enum Status {
    NEW,
    PAID,
    SENT
  }

  /** Where a customer lives. */
  public static final class Address {
    private String street = "";
    private String city = "";
    private int zip;

    public String getStreet() {
      return street;
    }

    public void setStreet(String street) {
      this.street = street;
    }

    public String getCity() {
      return city;
    }

    public void setCity(String city) {
      this.city = city;
    }

    public int getZip() {
      return zip;
    }

    public void setZip(int zip) {
      this.zip = zip;
    }
  }

  /** Who ordered. */
  public static final class Customer {
    private long id;
    private String name = "";
    private Address address = new Address();

    public long getId() {
      return id;
    }

    public void setId(long id) {
      this.id = id;
    }

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public Address getAddress() {
      return address;
    }

    public void setAddress(Address address) {
      this.address = address;
    }
  }

  /** What was ordered. */
  public static final class Item {
    private String sku = "";
    private int quantity;
    private double price;

    public String getSku() {
      return sku;
    }

    public void setSku(String sku) {
      this.sku = sku;
    }

    public int getQuantity() {
      return quantity;
    }

    public void setQuantity(int quantity) {
      this.quantity = quantity;
    }

    public double getPrice() {
      return price;
    }

    public void setPrice(double price) {
      this.price = price;
    }
  }

  /** The order, in a class with getters and setters. */
  public static final class Order {
    private long id;
    private String number = "";
    private Status status = Status.NEW;
    private Customer customer = new Customer();
    private List<Item> items = new ArrayList<>();
    private Map<String, String> labels = Map.of();
    private @Nullable String note;
    private @Nullable Double discount;
    private long placedAt;

    public long getId() {
      return id;
    }

    public void setId(long id) {
      this.id = id;
    }

    public String getNumber() {
      return number;
    }

    public void setNumber(String number) {
      this.number = number;
    }

    public Status getStatus() {
      return status;
    }

    public void setStatus(Status status) {
      this.status = status;
    }

    public Customer getCustomer() {
      return customer;
    }

    public void setCustomer(Customer customer) {
      this.customer = customer;
    }

    public List<Item> getItems() {
      return items;
    }

    public void setItems(List<Item> items) {
      this.items = items;
    }

    public Map<String, String> getLabels() {
      return labels;
    }

    public void setLabels(Map<String, String> labels) {
      this.labels = labels;
    }

    public @Nullable String getNote() {
      return note;
    }

    public void setNote(@Nullable String note) {
      this.note = note;
    }

    public @Nullable Double getDiscount() {
      return discount;
    }

    public void setDiscount(@Nullable Double discount) {
      this.discount = discount;
    }

    public long getPlacedAt() {
      return placedAt;
    }

    public void setPlacedAt(long placedAt) {
      this.placedAt = placedAt;
    }
  }

  public static Order order() {
    Address address = new Address();
    address.setStreet("17 Example Street");
    address.setCity("Springfield");
    address.setZip(90210);
    Customer customer = new Customer();
    customer.setId(77L);
    customer.setName("Ada Lovelace");
    customer.setAddress(address);
    Order order = new Order();
    order.setId(1234567890123L);
    order.setNumber("ORD-2026-000042");
    order.setStatus(Status.PAID);
    order.setCustomer(customer);
    order.setItems(items());
    order.setLabels(Map.of("channel", "web", "campaign", "spring-sale"));
    order.setNote("leave it at the door");
    order.setDiscount(0.15);
    order.setPlacedAt(1_760_000_000_000L);
    return order;
  }

  private static List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Item item = new Item();
      item.setSku("SKU-000" + i + "-BLUE");
      item.setQuantity(i + 1);
      item.setPrice(9.99 + i);
      items.add(item);
    }
    return items;
  }
}
