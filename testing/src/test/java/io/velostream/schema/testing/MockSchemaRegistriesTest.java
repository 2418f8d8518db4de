// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MockSchemaRegistriesTest {

  @AfterEach
  void drop() {
    MockSchemaRegistries.drop("one");
    MockSchemaRegistries.drop("two");
  }

  @Test
  void findsTheSameRegistryForTheSameScope() {
    MockSchemaRegistries.of("one").register("s", "\"string\"");

    RegistryClient client = new RegistryClient(MockSchemaRegistries.urlOf("one"));
    assertThat(client.get("/subjects").text()).isEqualTo("[\"s\"]");
  }

  @Test
  void keepsScopesApart() {
    MockSchemaRegistries.of("one").register("s", "\"string\"");

    RegistryClient client = new RegistryClient(MockSchemaRegistries.urlOf("two"));
    assertThat(client.get("/subjects").text()).isEqualTo("[]");
  }

  @Test
  void closesTheRegistryOfADroppedScope() {
    String before = MockSchemaRegistries.urlOf("one");

    MockSchemaRegistries.drop("one");

    assertThatThrownBy(() -> new RegistryClient(before).exchange("GET", "/", ""))
        .isInstanceOf(IOException.class);
    assertThat(MockSchemaRegistries.of("one").versions("s")).isEmpty();
  }

  @Test
  void isCallableByReflection() throws ReflectiveOperationException {
    Object url =
        Class.forName("io.velostream.schema.testing.MockSchemaRegistries")
            .getMethod("urlOf", String.class)
            .invoke(null, "one");

    assertThat(url).isEqualTo(MockSchemaRegistries.of("one").url());
  }
}
