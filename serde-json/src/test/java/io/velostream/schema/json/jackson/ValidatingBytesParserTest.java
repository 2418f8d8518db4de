// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.velostream.schema.jackson.ReadLimits;
import io.velostream.schema.json.program.StreamingValidator;
import io.velostream.schema.json.schema.JsonSchema;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Each token is judged once, by whatever method it is pulled. */
class ValidatingBytesParserTest {

  /** Counts properties and items, so that a token that is judged twice, or never, is refused. */
  private static final JsonSchema SCHEMA =
      JsonSchema.parse(
          """
          {"type": "object", "minProperties": 5, "maxProperties": 5,
           "required": ["text", "int", "long", "is", "list"],
           "properties": {
             "text": {"type": ["string", "object"]},
             "list": {"type": "array", "minItems": 4, "maxItems": 4}}}
          """);

  private final StreamingValidator checker =
      new StreamingValidator(
          Objects.requireNonNull(SCHEMA.program(1_000)), JsonNodeFactory.instance, 1_000);

  private JsonParser parser(String document) throws IOException {
    byte[] bytes = document.getBytes(UTF_8);
    JsonParser parser =
        new StrictJsonFactory(ReadLimits.DEFAULT, true)
            .createParser(
                bytes, 0, bytes.length, new ValidatingBytesParser.TokenValidation(checker, 100));
    assertThat(parser).isInstanceOf(ValidatingBytesParser.class);
    return parser;
  }

  @Test
  void judgesEachTokenOnce() throws IOException {
    String document =
        "{\"text\":\"a\",\"int\":1,\"long\":2,\"is\":true,\"list\":[\"b\",3,4,false]}";
    try (JsonParser parser = parser(document)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      assertThat(parser.nextFieldName()).isEqualTo("text");
      assertThat(parser.nextTextValue()).isEqualTo("a");
      assertThat(parser.nextFieldName(new SerializedString("int"))).isTrue();
      assertThat(parser.nextIntValue(0)).isEqualTo(1);
      assertThat(parser.nextFieldName(new SerializedString("other"))).isFalse();
      assertThat(parser.currentName()).isEqualTo("long");
      assertThat(parser.nextLongValue(0)).isEqualTo(2);
      assertThat(parser.nextValue()).isEqualTo(JsonToken.VALUE_TRUE);
      assertThat(parser.nextToken()).isEqualTo(JsonToken.FIELD_NAME);
      assertThat(parser.nextFieldName()).isNull();
      assertThat(parser.nextTextValue()).isEqualTo("b");
      assertThat(parser.nextIntValue(0)).isEqualTo(3);
      assertThat(parser.nextLongValue(0)).isEqualTo(4);
      assertThat(parser.nextBooleanValue()).isFalse();
      assertThat(parser.nextToken()).isEqualTo(JsonToken.END_ARRAY);
      assertThat(parser.nextFieldName()).isNull();
      assertThat(parser.nextToken()).isNull();
    }
    assertThat(checker.isValid()).isTrue();
  }

  @Test
  void judgesWhatIsSkipped() throws IOException {
    String document = "{\"text\":{\"a\":[1]},\"int\":1,\"long\":2,\"is\":true,\"list\":[1,2,3,4]}";
    try (JsonParser parser = parser(document)) {
      parser.nextToken();
      parser.skipChildren();
      assertThat(parser.nextToken()).isNull();
    }
    assertThat(checker.isValid()).isTrue();
  }

  @Test
  void endsAtTheTokenThatDoesNotFit() throws IOException {
    try (JsonParser parser = parser("{\"text\":1}")) {
      parser.nextToken();
      parser.nextToken();
      assertThatThrownBy(() -> parser.nextIntValue(0)).isInstanceOf(ValidationFailedSignal.class);
    }
    assertThat(checker.isValid()).isFalse();
  }
}
