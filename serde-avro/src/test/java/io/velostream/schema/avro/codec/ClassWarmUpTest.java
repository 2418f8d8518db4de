// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.event.CodecFallbacks;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** What is written is what is read, by compiled steps on both sides. */
class ClassWarmUpTest {

  @Test
  void readsByStepsWhatItWritesBySteps() {
    AvroCodec codec = AvroCodec.generic();
    GenericRecord read = (GenericRecord) ClassWarmUp.read(codec);
    assertThat(Codecs.encode(codec, ClassWarmUp.SCHEMA, read)).isEqualTo(ClassWarmUp.write(codec));
    assertThat(codec.fallbacks()).isEqualTo(CodecFallbacks.NONE);
  }
}
