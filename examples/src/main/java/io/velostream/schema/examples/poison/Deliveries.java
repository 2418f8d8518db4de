// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

/** Counts how often each payment was delivered. Belongs to one thread. */
final class Deliveries {

  private final int[] times = new int[Payments.COUNT];

  /**
   * Counts a payment.
   *
   * @throws IllegalStateException if it is not the one that was sent
   */
  void add(String key, Payment payment) {
    int number = Payments.number(key);
    if (!payment.equals(Payments.payment(number))) {
      throw new IllegalStateException(key + " was delivered as " + payment);
    }
    times[number]++;
  }

  /** How many payments were delivered, once or more often. */
  int delivered() {
    int count = 0;
    for (int each : times) {
      if (each > 0) {
        count++;
      }
    }
    return count;
  }

  /** How many were not delivered. */
  int lost() {
    return times.length - delivered();
  }

  /** How many deliveries were more than one of their payment. */
  int repeated() {
    int repeated = 0;
    for (int each : times) {
      repeated += Math.max(0, each - 1);
    }
    return repeated;
  }
}
