// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;

/** Jackson's parser of UTF-8 in an array, with detection of duplicate keys. */
class DuplicateKeyDetectingParser extends UTF8StreamJsonParser {

  private final PropertyNameStack names;

  /**
   * Creates a parser of a range of an array.
   *
   * @param features flags of {@link com.fasterxml.jackson.core.JsonParser.Feature}
   */
  DuplicateKeyDetectingParser(
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
  PropertyNameStack names() {
    return names;
  }

  @Override
  protected void createChildArrayContext(int line, int column) throws IOException {
    if (_parsingContext.inRoot()) {
      _parsingContext = DuplicateKeyReadContext.array(_parsingContext, this, line, column);
    } else {
      super.createChildArrayContext(line, column);
    }
  }

  @Override
  protected void createChildObjectContext(int line, int column) throws IOException {
    if (_parsingContext.inRoot()) {
      _parsingContext = DuplicateKeyReadContext.object(_parsingContext, this, line, column);
    } else {
      super.createChildObjectContext(line, column);
    }
  }

  @Override
  protected void _releaseBuffers() throws IOException {
    names.trim();
    super._releaseBuffers();
  }

  /**
   * A range of an array.
   *
   * @param names the name stack, which the parser uses exclusively until it is closed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; lives for one call
  record Source(byte[] bytes, int offset, int length, PropertyNameStack names) {}
}
