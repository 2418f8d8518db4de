// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import io.velostream.schema.jackson.JacksonVersion;
import org.jspecify.annotations.Nullable;

/**
 * Creates the parsers of this library. They need Jackson 2.19, in which {@code JsonReadContext} can
 * be extended. With older versions, Jackson's own slower detection of duplicate keys is used.
 */
final class CustomParsers {

  static final boolean SUPPORTED = JacksonVersion.CORE >= 19;

  private CustomParsers() {}

  /**
   * Creates a parser of a range of an array; null when the buffers are not of this library, or with
   * an older Jackson.
   *
   * @param features flags of {@link JsonParser.Feature}
   * @param validation validates tokens as they are read; null for no validation
   */
  static @Nullable JsonParser of(
      IOContext context,
      int features,
      ObjectCodec codec,
      ByteQuadsCanonicalizer symbols,
      byte[] bytes,
      int offset,
      int length,
      ValidatingBytesParser.@Nullable TokenValidation validation) {
    return SUPPORTED
        ? Parsers.of(context, features, codec, symbols, bytes, offset, length, validation)
        : null;
  }

  /** Needs Jackson 2.19. */
  private static final class Parsers {
    static @Nullable JsonParser of(
        IOContext context,
        int features,
        ObjectCodec codec,
        ByteQuadsCanonicalizer symbols,
        byte[] bytes,
        int offset,
        int length,
        ValidatingBytesParser.@Nullable TokenValidation validation) {
      if (!(context.bufferRecycler() instanceof PooledBufferRecycler buffers)) {
        return null;
      }
      DuplicateKeyDetectingParser.Source source =
          new DuplicateKeyDetectingParser.Source(bytes, offset, length, buffers.names());
      return validation == null
          ? new DuplicateKeyDetectingParser(context, features, codec, symbols, source)
          : new ValidatingBytesParser(context, features, codec, symbols, source, validation);
    }
  }
}
