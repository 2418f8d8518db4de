// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.shop;

import io.velostream.schema.examples.shop.ShopOrder.Address;
import io.velostream.schema.examples.shop.ShopOrder.Item;
import io.velostream.schema.examples.shop.ShopOrder.Money;
import io.velostream.schema.examples.shop.ShopOrder.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order of version 2, in a Java record: what a newer application sends and reads as JSON.
 *
 * @param giftWrap false where a record does not say
 */
public record EvolvedOrder(
    String id,
    Instant placedAt,
    Status status,
    Customer customer,
    List<Item> items,
    @Nullable Money shipping,
    Map<String, String> attributes,
    @Nullable String note,
    boolean giftWrap) {

  /** Who buys. */
  public record Customer(
      long id,
      String name,
      @Nullable String email,
      Address address,
      @Nullable Address billing,
      String tier) {

    /** Fills in the default that JSON Schema only describes: an older record has no tier. */
    public Customer(
        long id,
        String name,
        @Nullable String email,
        Address address,
        @Nullable Address billing,
        @Nullable String tier) {
      this.id = id;
      this.name = name;
      this.email = email;
      this.address = address;
      this.billing = billing;
      this.tier = tier == null ? OrderVersions.DEFAULT_TIER : tier;
    }
  }

  /** An order of version 1 with the fields of version 2. */
  public static EvolvedOrder of(ShopOrder order, String tier, boolean giftWrap) {
    ShopOrder.Customer customer = order.customer();
    return new EvolvedOrder(
        order.id(),
        order.placedAt(),
        order.status(),
        new Customer(
            customer.id(),
            customer.name(),
            customer.email(),
            customer.address(),
            customer.billing(),
            tier),
        order.items(),
        order.shipping(),
        order.attributes(),
        order.note(),
        giftWrap);
  }
}
