// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.snapshot.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCanonicalizerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"record\",\"name\":\"A\",\"fields\":[]} |"
            + " { \"name\" : \"A\", \"fields\" : [ ], \"type\" : \"record\" }",
        "{\"name\":\"a.B\",\"fields\":[{\"name\":\"f\",\"type\":\"a.C\"}]} |"
            + " {\"name\":\"B\",\"namespace\":\"a\",\"fields\":[{\"name\":\"f\",\"type\":\"C\"}]}",
        "[\"null\",\"a.C\"] | [\"null\",\"C\"]",
        "{\"type\":\"array\",\"items\":\"a.C\"} | {\"type\":\"array\",\"items\":\"C\"}"
      })
  void isTheSameHoweverAnAvroSchemaIsWritten(String one, String other) {
    assertThat(of("AVRO", one)).isEqualTo(of("AVRO", other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":\"A\"} | {\"name\":\"B\"}",
        "{\"fields\":[1,2]} | {\"fields\":[2,1]}",
        "{\"default\":\"a.x\"} | {\"default\":\"x\"}",
        "{\"default\":1} | {\"default\":\"1\"}",
        "{\"default\":null} | {\"default\":\"null\"}",
        "{\"default\":-0.0} | {\"default\":0.0}",
        "{\"default\":1} | {\"default\":1.0}",
        "{\"default\":9007199254740993} | {\"default\":9007199254740992}",
        "{\"default\":18446744073709551617} | {\"default\":18446744073709551616}",
        "{\"default\":null} | {}",
        "[\"ab\",\"c\"] | [\"a\",\"bc\"]",
        "no json | no  json"
      })
  void isAnotherWhereTheSchemaIs(String one, String other) {
    assertThat(of("AVRO", one)).isNotEqualTo(of("AVRO", other));
  }

  @Test
  void takesNamesAsTheyStandInOtherLanguages() {
    assertThat(of("JSON", "{\"type\":\"a.B\"}")).isNotEqualTo(of("JSON", "{\"type\":\"B\"}"));
    assertThat(of("JSON", "{}")).isNotEqualTo(of("AVRO", "{}"));
  }

  @Test
  void countsReferencesWithTheirContext() {
    SchemaReference one = new SchemaReference("A", "a", 1);

    assertThat(of("AVRO", "{}", one)).isNotEqualTo(of("AVRO", "{}"));
    assertThat(of("AVRO", "{}", one))
        .isNotEqualTo(of("AVRO", "{}", new SchemaReference("A", "a", 2)));
    assertThat(SchemaCanonicalizer.fingerprint(schema(".eu", "AVRO", "{}", one)))
        .isEqualTo(of("AVRO", "{}", new SchemaReference("A", ":.eu:a", 1)));
  }

  @Test
  void takesATextThatIsDeeperThanJsonMayBe() {
    String deep = "[".repeat(100_000);

    assertThat(of("AVRO", deep)).isEqualTo(of("AVRO", deep)).isNotEqualTo(of("AVRO", deep + "["));
  }

  private static Fingerprint of(String type, String text, SchemaReference... references) {
    return SchemaCanonicalizer.fingerprint(schema(".", type, text, references));
  }

  private static RegisteredSchema schema(
      String context, String type, String text, SchemaReference... references) {
    return new RegisteredSchema(
        context, null, null, null, SchemaDefinition.of(type, text, references));
  }
}
