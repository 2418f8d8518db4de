// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.streams;

import io.velostream.schema.examples.streams.CustomerSpending.Customer;
import io.velostream.schema.examples.streams.CustomerSpending.Purchase;
import io.velostream.schema.examples.streams.CustomerSpending.Spending;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Generated customers and purchases, the same ones each time. Now and then other customers spend
 * more than the rest, so that the order of the customers changes.
 */
final class Purchases {

  private static final List<String> NAMES =
      List.of(
          "Ada",
          "Bj\u00f6rn",
          "Chlo\u00e9",
          "Dmitri",
          "Elif",
          "Femi",
          "Greta",
          "Hiro",
          "Ines",
          "Jo\u00e3o",
          "Kofi",
          "Lena",
          "Mateo",
          "Noor",
          "Oskar",
          "Priya",
          "Quinn",
          "Rosa",
          "Sven",
          "Tara");
  private static final int WAVE = 100;

  private final int count;

  Purchases(int count) {
    this.count = count;
  }

  int count() {
    return count;
  }

  /** The customers by key. */
  Map<String, Customer> customers() {
    Map<String, Customer> customers = new HashMap<>();
    for (int i = 0; i < NAMES.size(); i++) {
      customers.put("c-" + i, new Customer(NAMES.get(i), i % 2 == 0 ? "SE" : "PT"));
    }
    return customers;
  }

  /** The purchase with this number. */
  Purchase purchase(int index) {
    int customer = index % NAMES.size();
    SplittableRandom random = new SplittableRandom(index);
    boolean isKeen = (index / WAVE * 7 + customer * 3) % NAMES.size() < 3;
    long weight = 2L + customer * 7 % NAMES.size();
    long cents = 100 + random.nextInt(500) * weight + (isKeen ? 20_000 : 0);
    return new Purchase("c-" + customer, cents);
  }

  /** What each customer has spent in all purchases, added up without Kafka. */
  Map<String, Spending> sums() {
    Map<String, Customer> customers = customers();
    Map<String, Spending> sums = new HashMap<>();
    for (int i = 0; i < count; i++) {
      Purchase purchase = purchase(i);
      Customer customer = customers.get(purchase.customer());
      if (customer != null) {
        sums.merge(
            purchase.customer(),
            new Spending(customer.name(), 1, purchase.cents()),
            (sum, one) -> sum.plus(one));
      }
    }
    return sums;
  }
}
