// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.serde.config.ClassAllowList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaClassLoaderTest {

  private static final String OUTER = SchemaClassLoaderTest.class.getName();
  private static final String PACKAGE = SchemaClassLoaderTest.class.getPackageName();

  static final class Nested {}

  private static SchemaClassLoader allowing(String... entries) {
    return new SchemaClassLoader(
        new ClassAllowList(List.of(entries)), SchemaClassLoaderTest.class.getClassLoader());
  }

  @Test
  void aClassAllowsItsNestedClasses() {
    assertThat(allowing(OUTER).load(OUTER)).isEqualTo(SchemaClassLoaderTest.class);
    assertThat(allowing(OUTER).load(OUTER + "$Nested")).isEqualTo(Nested.class);
  }

  @Test
  void aPackageAllowsItsSubpackages() {
    String parent = PACKAGE.substring(0, PACKAGE.lastIndexOf('.'));

    assertThat(allowing(parent).load(OUTER + "$Nested")).isEqualTo(Nested.class);
    assertThat(allowing(" " + parent + " ").load(OUTER)).isEqualTo(SchemaClassLoaderTest.class);
    assertThat(allowing("*").load(OUTER)).isEqualTo(SchemaClassLoaderTest.class);
  }

  @Test
  void otherClassesAreRejected() {
    String prefix = PACKAGE.substring(0, PACKAGE.length() - 1);

    for (String entry : List.of(prefix, OUTER + "$Other", PACKAGE + ".*", "")) {
      assertThatThrownBy(() -> allowing(entry).load(OUTER))
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining(OUTER)
          .hasMessageContaining(JsonKeys.ALLOWED_PACKAGES);
    }
  }

  @Test
  void aClassThatDoesNotExistIsRejected() {
    assertThatThrownBy(() -> allowing(PACKAGE).load(PACKAGE + ".Missing"))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("class path")
        .hasCauseInstanceOf(ClassNotFoundException.class);
  }
}
