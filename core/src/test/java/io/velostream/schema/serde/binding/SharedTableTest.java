// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A table of bindings that many threads write to. */
class SharedTableTest {

  private final IdTable<String> table = new IdTable<>(100);

  @Test
  void staysOpenToOtherThreadsAfterEachWrite() {
    OtherThread.run(
        () -> table.put(0, 1, "one"),
        () -> table.put(0, 2, "two"),
        () -> table.remove(0, 1, "one"),
        () -> table.remove(0, 9, "not there"),
        () -> assertThat(table.sum(String::length)).isEqualTo(3),
        () -> assertThat(table.size()).isEqualTo(1),
        () -> table.put(0, 3, "three"));

    assertThat(table.get(0, 3)).isEqualTo("three");
    assertThat(table.get(0, 1)).isNull();
  }

  @Test
  void keepsAValueThatReplacedTheOneToBeRemoved() {
    String before = new String("value");
    table.put(0, 1, before);
    String after = new String("value");
    table.put(0, 1, after);
    table.remove(0, 1, before);

    assertThat(table.get(0, 1)).isSameAs(after);
  }
}
