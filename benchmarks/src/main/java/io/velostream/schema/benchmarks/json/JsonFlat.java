// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.json;

/** Five fields, none of them nested, in a class with getters and setters. */
public final class JsonFlat {

  private long id;
  private String name = "";
  private int count;
  private double price;
  private boolean active;

  public static JsonFlat sample() {
    JsonFlat flat = new JsonFlat();
    flat.setId(1234567L);
    flat.setName("a flat record");
    flat.setCount(42);
    flat.setPrice(9.99);
    flat.setActive(true);
    return flat;
  }

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

  public int getCount() {
    return count;
  }

  public void setCount(int count) {
    this.count = count;
  }

  public double getPrice() {
    return price;
  }

  public void setPrice(double price) {
    this.price = price;
  }

  public boolean isActive() {
    return active;
  }

  public void setActive(boolean active) {
    this.active = active;
  }
}
