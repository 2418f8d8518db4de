// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import io.velostream.schema.jackson.JacksonVersion;
import org.jspecify.annotations.Nullable;

/**
 * Makes the parsers of this library. They need Jackson 2.19, whose {@code JsonReadContext} can be
 * extended; with an older one Jackson's own parsers detect names that stand twice, more slowly.
 */
final class OwnParsers {

  static final boolean ARE_POSSIBLE = JacksonVersion.CORE >= 19;

  private OwnParsers() {}

  /**
   * A parser of a part of an array; null where the buffers are not those of this library, and with
   * an older Jackson.
   *
   * @param features those of {@link JsonParser.Feature}
   * @param judge what judges the tokens when they are pulled; null for nothing
   */
  static @Nullable JsonParser of(
      IOContext context,
      int features,
      ObjectCodec codec,
      ByteQuadsCanonicalizer symbols,
      byte[] bytes,
      int offset,
      int length,
      ValidatingBytesParser.@Nullable Judge judge) {
    return ARE_POSSIBLE
        ? Parsers.of(context, features, codec, symbols, bytes, offset, length, judge)
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
        ValidatingBytesParser.@Nullable Judge judge) {
      if (!(context.bufferRecycler() instanceof RecordBuffers buffers)) {
        return null;
      }
      UniqueNamesParser.Source source =
          new UniqueNamesParser.Source(bytes, offset, length, buffers.names());
      return judge == null
          ? new UniqueNamesParser(context, features, codec, symbols, source)
          : new ValidatingBytesParser(context, features, codec, symbols, source, judge);
    }
  }
}
