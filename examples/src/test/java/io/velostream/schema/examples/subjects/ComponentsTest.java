// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComponentsTest {
  @Test
  void putsDependenciesFirstAndTheFirstMetOfACycleFirst() {
    Map<String, Set<String>> uses =
        Map.of(
            "a", ordered("b", "e"),
            "b", ordered("c"),
            "c", ordered("d", "leaf"),
            "d", ordered("b"),
            "e", ordered("e", "d"));

    assertThat(Components.of(Set.of("a"), uses))
        .containsExactly(List.of("leaf"), List.of("b", "c", "d"), List.of("e"), List.of("a"));
  }

  @Test
  void walksEveryStartOnce() {
    assertThat(Components.of(ordered("x", "y", "x"), Map.of("y", Set.of("x"))))
        .containsExactly(List.of("x"), List.of("y"));
  }

  @Test
  void walksAChainDeeperThanAnyStack() {
    Map<String, Set<String>> chain = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      chain.put("t" + i, Set.of("t" + (i + 1)));
    }

    assertThat(Components.of(Set.of("t0"), chain)).hasSize(200_001).last().isEqualTo(List.of("t0"));

    chain.put("t200000", Set.of("t0"));
    assertThat(Components.of(Set.of("t0"), chain))
        .singleElement()
        .satisfies(component -> assertThat(component).hasSize(200_001));
  }

  private static Set<String> ordered(String... names) {
    return new LinkedHashSet<>(List.of(names).stream().distinct().toList());
  }
}
