// SPDX-License-Identifier: Apache-2.0
package com.acme;

/** A customer. */
public class Customer {

  private String name;
  private int orders;

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public int getOrders() {
    return orders;
  }

  public void setOrders(int orders) {
    this.orders = orders;
  }
}
