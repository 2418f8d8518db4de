// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.velostream.schema.jackson.JacksonVersion;

/** Jackson's own way, since 2.14, to read and write fractions faster than the JDK. */
final class FastDoubles {

  private static final boolean ARE_KNOWN = JacksonVersion.CORE >= 14;

  private FastDoubles() {}

  /** Has a factory's parsers read fractions so, where that is known. */
  static JsonFactoryBuilder readIn(JsonFactoryBuilder factory) {
    return ARE_KNOWN ? Features.readIn(factory) : factory;
  }

  /** Whether a generator writes fractions so. */
  static boolean areWrittenBy(JsonGenerator generator) {
    return ARE_KNOWN && Features.areWrittenBy(generator);
  }

  /** Needs Jackson 2.14. */
  private static final class Features {

    static JsonFactoryBuilder readIn(JsonFactoryBuilder factory) {
      return factory.enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER);
    }

    static boolean areWrittenBy(JsonGenerator generator) {
      return generator.isEnabled(StreamWriteFeature.USE_FAST_DOUBLE_WRITER);
    }
  }
}
