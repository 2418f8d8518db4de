// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.json;

import org.jspecify.annotations.Nullable;

/** An object within an object, ten deep, in a class with getters and setters. */
public final class JsonDeep {

  private static final int LEVELS = 10;

  private long id;
  private String name = "";
  private @Nullable JsonDeep next;

  public static JsonDeep sample() {
    return sample(1);
  }

  private static JsonDeep sample(int level) {
    JsonDeep deep = new JsonDeep();
    deep.setId(1000L * level);
    deep.setName("level " + level);
    deep.setNext(level == LEVELS ? null : sample(level + 1));
    return deep;
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

  public @Nullable JsonDeep getNext() {
    return next;
  }

  public void setNext(@Nullable JsonDeep next) {
    this.next = next;
  }
}
