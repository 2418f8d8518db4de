// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import io.micronaut.runtime.Micronaut;

/** A shop that reads orders from Kafka. */
public final class ShopApplication {

  private ShopApplication() {}

  /** Runs until it is stopped. */
  public static void main(String[] args) {
    Micronaut.run(ShopApplication.class, args);
  }
}
