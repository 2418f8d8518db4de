// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.InvalidSchemaException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Schemas of classes, and the keys that change them. */
class ClassSchemasTest {

  static final class Order {
    public long id;
    public String note;
  }

  @Test
  void anAvroSchemaIsDerivedByReflection() {
    String plain = ClassSchemas.derive(Order.class, "AVRO", Map.of()).text();
    String nullable =
        ClassSchemas.derive(Order.class, "AVRO", Map.of("avro.reflection.allow.null", "true"))
            .text();

    assertThat(plain).contains("\"name\":\"id\",\"type\":\"long\"").doesNotContain("null");
    assertThat(nullable).contains("[\"null\",\"string\"]");
  }

  @Test
  void aJsonSchemaIsGenerated() {
    String text =
        ClassSchemas.derive(
                Order.class, "JSON", Map.of("json.schema.spec.version", "draft_2020_12"))
            .text();

    assertThat(text).contains("2020-12").contains("\"note\"");
  }

  @Test
  void otherLanguagesAreRefused() {
    assertThatThrownBy(() -> ClassSchemas.derive(Order.class, "PROTOBUF", Map.of()))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("only AVRO and JSON");
  }
}
