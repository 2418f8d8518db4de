// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.model.Incompatibility;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in keywords have no width, and are what they are however they are written. */
class LargeCountsTest {

  private static final List<String> COUNTS =
      List.of("Length", "Items", "Properties"); // each with min and max

  private static List<Incompatibility> differences(String reader, String writer) {
    return JsonFormat.INSTANCE.incompatibilities(
        JsonSchema.parse(reader.replace('\'', '"')), JsonSchema.parse(writer.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 18446744073709551617", // 2^64 + 1
    "9223372036854775806, 9223372036854775807",
    "9223372036854775807, 9223372036854775808",
    "18446744073709551616, 18446744073709551617",
    "5, 4294967297",
    "999, 1e3",
    "1000.0, 1001",
    "1e3, 1e400",
    "1e30, 10000000000000000000000000000001",
  })
  void comparesCountsOfAnySize(String smaller, String larger) {
    for (String count : COUNTS) {
      String max = "{'max" + count + "':%s}";
      assertThat(differences(max.formatted(larger), max.formatted(smaller))).isEmpty();
      assertThat(differences(max.formatted(smaller), max.formatted(larger)))
          .extracting(Incompatibility::path)
          .containsExactly("/max" + count);
      String min = "{'min" + count + "':%s}";
      assertThat(differences(min.formatted(smaller), min.formatted(larger))).isEmpty();
      assertThat(differences(min.formatted(larger), min.formatted(smaller)))
          .extracting(Incompatibility::path)
          .containsExactly("/min" + count);
    }
    String contains =
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','contains':{'const':1},'%s':%s}";
    assertThat(
            differences(
                contains.formatted("minContains", smaller),
                contains.formatted("minContains", larger)))
        .isEmpty();
    assertThat(
            differences(
                contains.formatted("maxContains", smaller),
                contains.formatted("maxContains", larger)))
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1.0", "1000, 1e3", "1000, 1.0e3", "18446744073709551617, 18446744073709551617.0"})
  void comparesCountsHoweverTheyAreWritten(String one, String other) {
    for (String count : COUNTS) {
      for (String keyword : List.of("min" + count, "max" + count)) {
        String schema = "{'" + keyword + "':%s}";
        assertThat(differences(schema.formatted(one), schema.formatted(other))).isEmpty();
        assertThat(differences(schema.formatted(other), schema.formatted(one))).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "minimum, 18446744073709551616, 18446744073709551617",
    "multipleOf, 18446744073709551616, 36893488147419103232",
    "multipleOf, 1e300, 2e300",
    "multipleOf, 0.1, 1e999",
  })
  void comparesNumbersOfAnySize(String keyword, String wider, String narrower) {
    String schema = "{'" + keyword + "':%s}";
    assertThat(differences(schema.formatted(wider), schema.formatted(narrower))).isEmpty();
    assertThat(differences(schema.formatted(narrower), schema.formatted(wider))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"18446744073709551617", "4294967297", "2147483648", "1e30", "3.0", "3e0"})
  void validatesWithCountsOfAnySize(String count) throws Exception {
    JsonNode text = SchemaTexts.MAPPER.readTree("\"abc\"");
    JsonNode list = SchemaTexts.MAPPER.readTree("[1,2,3]");
    JsonNode object = SchemaTexts.MAPPER.readTree("{\"a\":1,\"b\":2,\"c\":3}");
    String upper =
        "{'maxLength':%1$s,'maxItems':%1$s,'maxProperties':%1$s}"
            .formatted(count)
            .replace('\'', '"');
    JsonSchema schema = JsonSchema.parse(upper);
    for (JsonNode each : List.of(text, list, object)) {
      assertThat(schema.program(1_000)).isNotNull();
      assertThat(schema.admits(each, 1_000, 1_000)).as("%s in %s", each, upper).isTrue();
    }
    boolean isThree = count.startsWith("3");
    JsonSchema atLeast = JsonSchema.parse(upper.replace("max", "min"));
    for (JsonNode each : List.of(text, list, object)) {
      assertThat(atLeast.admits(each, 1_000, 1_000)).as("%s in %s", each, upper).isEqualTo(isThree);
    }
  }
}
