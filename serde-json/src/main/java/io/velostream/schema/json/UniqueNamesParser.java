// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.JsonReadContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import io.velostream.schema.model.Spares;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Jackson's parser of UTF-8 in an array, which refuses names that stand twice in an object. */
final class UniqueNamesParser extends UTF8StreamJsonParser {

  /** Where a closed parser is: others may use what it used. */
  private static final JsonReadContext NOWHERE = JsonReadContext.createRootContext(null);

  private final UniqueNames names;
  private final Spares<UniqueNames> spares;

  /** What is to be given back; null once it was. */
  private Spares.@Nullable Spare<UniqueNames> spare;

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
    this.spares = source.spares;
    this.spare = spares.take();
    this.names = spare.thing().open(this);
    _parsingContext = names;
  }

  /** Gives the names back, unless the document was left in its middle. */
  @Override
  public void close() throws IOException {
    boolean isAtEnd = _parsingContext == names;
    super.close();
    _parsingContext = NOWHERE;
    Spares.Spare<UniqueNames> mine = spare;
    spare = null;
    if (mine == null) {
      return;
    }
    if (isAtEnd && names.close()) {
      spares.give(mine);
    } else {
      spares.drop(mine);
    }
  }

  /**
   * A part of an array to read.
   *
   * @param spares what other parsers have left
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; lives for one call
  record Source(byte[] bytes, int offset, int length, Spares<UniqueNames> spares) {}
}
