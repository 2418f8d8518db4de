// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.generated.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.reflect.Nullable;

/** An order in classes without a schema. */
final class PlainOrder {

  /** Where an order is. */
  enum Status {
    NEW,
    PAID,
    SENT
  }

  /** Where a customer lives. */
  static final class Address {
    String street = "";
    String city = "";
    int zip;
  }

  /** Who ordered. */
  static final class Customer {
    long id;
    String name = "";
    Address address = NOWHERE;
  }

  /** What was ordered. */
  static final class Item {
    String sku = "";
    int quantity;
    double price;
  }

  private static final Address NOWHERE = new Address();
  private static final Customer NOBODY = new Customer();

  long id;
  String number = "";
  Status status = Status.NEW;
  Customer customer = NOBODY;
  List<Item> items = List.of();
  Map<String, String> labels = Map.of();
  @Nullable String note;
  @Nullable Double discount;
  long placedAt;

  static PlainOrder of(Order order) {
    PlainOrder plain = new PlainOrder();
    plain.id = order.getId();
    plain.number = order.getNumber();
    plain.status = Status.valueOf(order.getStatus().name());
    plain.customer = new Customer();
    plain.customer.id = order.getCustomer().getId();
    plain.customer.name = order.getCustomer().getName();
    plain.customer.address = new Address();
    plain.customer.address.street = order.getCustomer().getAddress().getStreet();
    plain.customer.address.city = order.getCustomer().getAddress().getCity();
    plain.customer.address.zip = order.getCustomer().getAddress().getZip();
    plain.items = new ArrayList<>();
    order
        .getItems()
        .forEach(
            each -> {
              Item item = new Item();
              item.sku = each.getSku();
              item.quantity = each.getQuantity();
              item.price = each.getPrice();
              plain.items.add(item);
            });
    plain.labels = order.getLabels();
    plain.note = order.getNote();
    plain.discount = order.getDiscount();
    plain.placedAt = order.getPlacedAt();
    return plain;
  }
}
