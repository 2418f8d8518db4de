// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedClassesTest {

  private static final String OUTER = AllowedClassesTest.class.getName();
  private static final String PACKAGE = AllowedClassesTest.class.getPackageName();

  static final class Nested {}

  private static AllowedClasses allowed(String... entries) {
    return new AllowedClasses(null, List.of(entries), AllowedClassesTest.class.getClassLoader());
  }

  @Test
  void aClassAllowsItsNestedClasses() {
    assertThat(allowed(OUTER).find(OUTER)).isEqualTo(AllowedClassesTest.class);
    assertThat(allowed(OUTER).find(OUTER + "$Nested")).isEqualTo(Nested.class);
    assertThat(allowed(OUTER).find(OUTER + ".Nested")).isEqualTo(Nested.class);
  }

  @Test
  void aPackageAllowsItsSubpackages() {
    String parent = PACKAGE.substring(0, PACKAGE.lastIndexOf('.'));

    assertThat(allowed(parent).find(OUTER + "$Nested")).isEqualTo(Nested.class);
    assertThat(allowed(" " + parent + " ").find(OUTER)).isEqualTo(AllowedClassesTest.class);
    assertThat(allowed("*").find(OUTER)).isEqualTo(AllowedClassesTest.class);
  }

  @Test
  void otherClassesAreRejected() {
    String prefix = PACKAGE.substring(0, PACKAGE.length() - 1);

    for (String entry : List.of(prefix, OUTER + "$Other", PACKAGE + ".*", "")) {
      assertThatThrownBy(() -> allowed(entry).find(OUTER))
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining(OUTER)
          .hasMessageContaining(AvroKeys.ALLOWED_PACKAGES);
    }
    assertThatThrownBy(() -> allowed(OUTER + "$Nested").find(OUTER))
        .isInstanceOf(InvalidSchemaException.class);
  }
}
