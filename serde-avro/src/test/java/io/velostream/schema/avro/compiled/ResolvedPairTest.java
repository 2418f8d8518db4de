// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** Which pairs of schemas need Avro's resolver. */
class ResolvedPairTest {

  @Test
  void equalSchemasAreNotResolved() {
    Schema writer = order("id");
    Schema reader = order("id");

    assertThat(ResolvedPair.of(writer, reader).action()).isNull();
  }

  @Test
  void aSchemaThatHoldsItselfIsNotResolved() {
    Schema node =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Node",
                 "fields": [{"name": "next", "type": ["null", "Node"]}]}
                """);

    assertThat(ResolvedPair.of(node, node).action()).isNull();
  }

  @Test
  void differentSchemasAreResolved() {
    assertThat(ResolvedPair.of(order("id"), order("number")).action()).isNotNull();
  }

  /** Avro applies aliases to equal schemas as well, and may lead a value to another field. */
  @Test
  void schemasWithAliasesAreResolved() {
    Schema renamed =
        SchemaBuilder.record("Order")
            .fields()
            .requiredLong("number")
            .name("id")
            .aliases("number")
            .type()
            .longType()
            .noDefault()
            .endRecord();

    assertThat(ResolvedPair.of(renamed, renamed).action()).isNotNull();
    assertThat(ResolvedPair.of(listOf(renamed), listOf(renamed)).action()).isNotNull();
  }

  private static Schema listOf(Schema items) {
    return SchemaBuilder.record("List")
        .fields()
        .name("items")
        .type()
        .array()
        .items(items)
        .noDefault()
        .endRecord();
  }

  private static Schema order(String name) {
    return SchemaBuilder.record("Order")
        .fields()
        .requiredLong(name)
        .optionalString("note")
        .endRecord();
  }
}
