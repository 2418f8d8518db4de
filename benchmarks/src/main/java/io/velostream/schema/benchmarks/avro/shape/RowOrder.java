// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.generated.Order;
import io.velostream.schema.benchmarks.generated.OrderCustomer;
import java.util.List;
import java.util.Map;
import org.apache.avro.reflect.Nullable;

/** An order in Java records. */
record RowOrder(
    long id,
    String number,
    PlainOrder.Status status,
    Customer customer,
    List<Item> items,
    Map<String, String> labels,
    @Nullable String note,
    @Nullable Double discount,
    long placedAt) {

  /** Where a customer lives. */
  record Address(String street, String city, int zip) {}

  /** Who ordered. */
  record Customer(long id, String name, Address address) {}

  /** What was ordered. */
  record Item(String sku, int quantity, double price) {}

  static RowOrder of(Order order) {
    OrderCustomer customer = order.getCustomer();
    Address address =
        new Address(
            customer.getAddress().getStreet(),
            customer.getAddress().getCity(),
            customer.getAddress().getZip());
    return new RowOrder(
        order.getId(),
        order.getNumber(),
        PlainOrder.Status.valueOf(order.getStatus().name()),
        new Customer(customer.getId(), customer.getName(), address),
        order.getItems().stream()
            .map(each -> new Item(each.getSku(), each.getQuantity(), each.getPrice()))
            .toList(),
        order.getLabels(),
        order.getNote(),
        order.getDiscount(),
        order.getPlacedAt());
  }
}
