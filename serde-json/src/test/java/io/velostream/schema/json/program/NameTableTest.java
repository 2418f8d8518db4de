// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names of properties are found, however they were made to collide. */
class NameTableTest {

  @Test
  void findsEachNameByItsCharactersAndNoOther() {
    Map<String, Integer> entries = new LinkedHashMap<>();
    for (int n = 0; n < 1_000; n++) {
      entries.put("name" + n, n);
    }
    NameTable<Integer> table = new NameTable<>(entries);

    entries.forEach(
        (name, n) -> assertThat(table.get(new StringBuilder(name).toString())).isEqualTo(n));
    assertThat(table.get("name1000")).isNull();
    assertThat(table.get("")).isNull();
    assertThat(table.values()).containsExactlyInAnyOrderElementsOf(entries.values());
  }

  @Test
  void findsNamesThatAllHaveOneHash() {
    Map<String, Integer> entries = new LinkedHashMap<>();
    for (int n = 0; n < 1_024; n++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 10; bit++) {
        name.append((n >> bit & 1) == 0 ? "Aa" : "BB"); // equal hashes
      }
      entries.put(name.toString(), n);
    }
    NameTable<Integer> table = new NameTable<>(entries);

    entries.forEach((name, n) -> assertThat(table.get(name)).isEqualTo(n));
    assertThat(table.get("AaAaAaAaAaAaAaAaAaBC")).isNull();
    assertThat(table.values()).hasSize(1_024);
  }

  @Test
  void isAtMostHalfFull() {
    assertThat(new NameTable<>(Map.of()).slots()).isEqualTo(4);
    assertThat(new NameTable<>(Map.of("a", 1)).slots()).isEqualTo(4);
    assertThat(new NameTable<>(Map.of("a", 1, "b", 2, "c", 3)).slots()).isEqualTo(8);
    assertThat(new NameTable<>(Map.of("a", 1, "b", 2, "c", 3, "d", 4, "e", 5)).slots())
        .isEqualTo(16);
  }
}
