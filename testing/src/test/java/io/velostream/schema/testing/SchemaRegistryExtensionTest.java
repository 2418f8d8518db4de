// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.testing.model.RegistryVersion;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class SchemaRegistryExtensionTest {

  @Nested
  @ExtendWith(SchemaRegistryExtension.class)
  class AsAnnotation {

    @RepeatedTest(2)
    void injectsARegistryThatIsEmptyBeforeEachTest(EmbeddedSchemaRegistry registry) {
      assertThat(registry.requestCount()).isZero();
      assertThat(registry.versions("s")).isEmpty();
      registry.register("s", "\"string\"");
      assertThat(new RegistryClient(registry.url()).get("/subjects").text()).isEqualTo("[\"s\"]");
    }

    @Nested
    class Within {
      @Test
      void usesTheRegistryOfTheOuterClass(EmbeddedSchemaRegistry registry) {
        assertThat(registry.versions("s")).isEmpty();
        assertThat(new RegistryClient(registry.url()).get("/").text()).isEqualTo("{}");
      }
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class AsStaticField {

    @RegisterExtension
    static final SchemaRegistryExtension EXTENSION =
        SchemaRegistryExtension.with(
            EmbeddedSchemaRegistry.builder().registryVersion(RegistryVersion.LEGACY));

    private String firstUrl;

    @BeforeAll
    void remember(EmbeddedSchemaRegistry registry) {
      firstUrl = registry.url();
    }

    @RepeatedTest(2)
    void keepsOneRegistryForTheClass() {
      assertThat(EXTENSION.url()).isEqualTo(firstUrl);
      assertThat(new RegistryClient(EXTENSION.url()).register("s", "\"string\"").text())
          .isEqualTo("{\"id\":1}");
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_METHOD)
  class AsInstanceField {

    private static final Set<EmbeddedSchemaRegistry> SEEN = new HashSet<>();

    @RegisterExtension final SchemaRegistryExtension extension = new SchemaRegistryExtension();

    @RepeatedTest(2)
    void startsARegistryForEachTest() {
      assertThat(SEEN.add(extension.registry())).isTrue();
    }
  }

  @Test
  void hasNoRegistryOutsideOfTests() {
    assertThatThrownBy(() -> new SchemaRegistryExtension().registry())
        .isInstanceOf(IllegalStateException.class);
  }
}
