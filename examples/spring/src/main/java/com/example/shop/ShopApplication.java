// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A shop that reads orders, payments, refunds and transfers from Kafka. */
@SpringBootApplication
public class ShopApplication {

  /** Runs until it is stopped. */
  public static void main(String[] args) {
    SpringApplication.run(ShopApplication.class, args);
  }
}
