// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;

/** Jackson's parser of UTF-8 in an array, which refuses names that stand twice in an object. */
class UniqueNamesParser extends UTF8StreamJsonParser {

  private final NameStack names;

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
      Source source) {
    super(
        context,
        features,
        null,
        codec,
        symbols,
        source.bytes,
        source.offset,
        source.offset + source.length,
        0,
        false);
    this.names = source.names;
  }

  /** The names of all open objects. */
  NameStack names() {
    return names;
  }

  @Override
  protected void createChildArrayContext(int line, int column) throws IOException {
    if (_parsingContext.inRoot()) {
      _parsingContext = UniqueNames.array(_parsingContext, this, line, column);
    } else {
      super.createChildArrayContext(line, column);
    }
  }

  @Override
  protected void createChildObjectContext(int line, int column) throws IOException {
    if (_parsingContext.inRoot()) {
      _parsingContext = UniqueNames.object(_parsingContext, this, line, column);
    } else {
      super.createChildObjectContext(line, column);
    }
  }

  @Override
  protected void _releaseBuffers() throws IOException {
    names.tidy();
    super._releaseBuffers();
  }

  /**
   * A part of an array to read.
   *
   * @param names to use while the parser is open; others use them after it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; lives for one call
  record Source(byte[] bytes, int offset, int length, NameStack names) {}
}
