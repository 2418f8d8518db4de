// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of other converters of Connect, which a warning names. */
class ConverterKeysTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "discard.type.doc.default",
        "replace.null.with.default",
        "optional.for.nullables",
        "wrapper.for.nullables",
        "wrapper.for.raw.primitives",
        "int.for.enums",
        "flatten.unions",
        "generate.index.for.unions",
        "generate.struct.for.nulls"
      })
  void areKnownToHaveNoEffect(String key) {
    assertThat(UnsupportedKeys.contains(key)).isTrue();
  }
}
