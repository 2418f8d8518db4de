// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.velostream.schema.jackson.JacksonVersion;

/** Jackson's fast parser and writer of doubles, which exist since Jackson 2.14. */
final class FastDoubles {

  private static final boolean SUPPORTED = JacksonVersion.CORE >= 14;

  private FastDoubles() {}

  /** Enables the fast parser in a factory, if it is supported. */
  static JsonFactoryBuilder enableReading(JsonFactoryBuilder factory) {
    return SUPPORTED ? Features.enableReading(factory) : factory;
  }

  /** Whether the fast writer is enabled in a generator. */
  static boolean isEnabledFor(JsonGenerator generator) {
    return SUPPORTED && Features.isEnabledFor(generator);
  }

  /** Needs Jackson 2.14. */
  private static final class Features {

    static JsonFactoryBuilder enableReading(JsonFactoryBuilder factory) {
      return factory.enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER);
    }

    static boolean isEnabledFor(JsonGenerator generator) {
      return generator.isEnabled(StreamWriteFeature.USE_FAST_DOUBLE_WRITER);
    }
  }
}
