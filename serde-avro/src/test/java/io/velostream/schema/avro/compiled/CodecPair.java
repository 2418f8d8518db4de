// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.WindowedReads;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.LogicalTypeConversions;
import io.velostream.schema.avro.model.SpecificModel;
import io.velostream.schema.event.CodecFallbacks;
import java.util.List;

/**
 * Codecs that write and read the same generic values.
 *
 * @param model how Avro's own writers and readers see those values
 */
record CodecPair(AvroCodec writing, WindowedReads reading, SpecificModel model) {

  /** Values of differing logical types are read as Avro reads them. */
  private static final Object[] AS_AVRO = {AvroKeys.LOGICAL_TYPE_MISMATCH, "reinterpret"};

  /** Logical types are numbers, bytes and text. */
  static CodecPair plain(int windowSize) {
    return new CodecPair(
        Codecs.writing(),
        new WindowedReads(windowSize, AS_AVRO),
        new SpecificModel(ClassFinder.none(), List.of()));
  }

  /** Logical types are Java objects. */
  static CodecPair converting(int windowSize) {
    return new CodecPair(
        Codecs.writing(AvroKeys.LOGICAL_TYPES, true),
        new WindowedReads(windowSize, AvroKeys.LOGICAL_TYPES, true, AS_AVRO[0], AS_AVRO[1]),
        new SpecificModel(ClassFinder.none(), LogicalTypeConversions.all()));
  }

  /** Values written, and schemas, that went through Avro. */
  long leftToAvro() {
    CodecFallbacks written = writing.fallbacks();
    return written.values() + written.schemas() + reading.schemasLeftToAvro();
  }
}
