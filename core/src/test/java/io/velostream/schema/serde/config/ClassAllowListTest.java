// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassAllowListTest {

  @Test
  void allowsPackagesWithSubpackages() {
    ClassAllowList list = new ClassAllowList(List.of("com.acme"));

    assertThat(list.allows("com.acme.Order")).isTrue();
    assertThat(list.allows("com.acme.orders.Order")).isTrue();
    assertThat(list.allows("com.acme.Order$Line")).isTrue();
    assertThat(list.allows("com.acmeorders.Order")).isFalse();
    assertThat(list.allows("com.Acme")).isFalse();
    assertThat(list.allows("com")).isFalse();
  }

  @Test
  void allowsClassesWithNestedClasses() {
    ClassAllowList list = new ClassAllowList(List.of("com.acme.Order"));

    assertThat(list.allows("com.acme.Order")).isTrue();
    assertThat(list.allows("com.acme.Order$Line")).isTrue();
    assertThat(list.allows("com.acme.Order$Line$Item")).isTrue();
    assertThat(list.allows("com.acme.OrderLine")).isFalse();
    assertThat(list.allows("com.acme.Customer")).isFalse();
  }

  @Test
  void allowsAllClassesOnlyByAnAsterisk() {
    assertThat(new ClassAllowList(List.of("com.acme", "*")).allows("org.other.Thing")).isTrue();
    assertThat(new ClassAllowList(List.of("com.*")).allows("com.acme.Order")).isFalse();
  }

  @Test
  void ignoresWhiteSpaceAndEmptyEntries() {
    assertThat(new ClassAllowList(List.of(" com.acme ")).allows("com.acme.Order")).isTrue();
    assertThat(new ClassAllowList(List.of("", " ")).isEmpty()).isTrue();
    assertThat(new ClassAllowList(List.of("", " ")).allows(".Order")).isFalse();
    assertThat(new ClassAllowList(List.of("com.acme")).isEmpty()).isFalse();
  }
}
