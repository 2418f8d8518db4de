// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what is read, and validation judges nothing as a tree. */
class ClassWarmUpTest {

  private static JsonCodec writing(boolean validates) {
    return JsonCodec.forSerializer(
        SerdeConfig.forSerializer(
            Map.of(JsonKeys.FAIL_INVALID_SCHEMA, validates), false, JsonKeys.serializer()));
  }

  private static JsonCodec reading(boolean validates) {
    return JsonCodec.forDeserializer(
        SerdeConfig.forDeserializer(
            Map.of(JsonKeys.FAIL_INVALID_SCHEMA, validates), false, JsonKeys.deserializer()),
        ClassWarmUp.type());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsWhatItWrites(boolean validates) {
    JsonCodec writing = writing(validates);
    JsonCodec reading = reading(validates);
    ClassWarmUp.Whole read = ClassWarmUp.read(reading);

    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(
            reading(validates)
                .decoder(writing.schemaOf(read), null)
                .decode(ClassWarmUp.write(writing), 0, ClassWarmUp.write(writing).length));
    assertThat(writing.fallbacks()).isEqualTo(CodecFallbacks.NONE);
    assertThat(reading.fallbacks()).isEqualTo(CodecFallbacks.NONE);
  }
}
