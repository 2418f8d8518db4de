// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;

/** Jackson's parser of UTF-8 in an array, which refuses names that stand twice in an object. */
final class UniqueNamesParser extends UTF8StreamJsonParser {

  /**
   * A parser of a part of an array.
   *
   * @param features those of {@link com.fasterxml.jackson.core.JsonParser.Feature}
   */
  UniqueNamesParser(
      IOContext context,
      int features,
      ObjectCodec codec,
      ByteQuadsCanonicalizer symbols,
      Range range) {
    super(
        context,
        features,
        null,
        codec,
        symbols,
        range.bytes,
        range.offset,
        range.offset + range.length,
        0,
        false);
    _parsingContext = UniqueNames.root(this);
  }

  /** A part of an array. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; lives for one call
  record Range(byte[] bytes, int offset, int length) {}
}
