// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.schema.SchemaResolution;
import io.velostream.schema.model.InvalidSchemaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/** Reads values of one pair of schemas. For one thread at a time. */
public interface BoundedDatumReader {

  /** Records within records; deeper data would exhaust the stack of an ordinary thread. */
  int MAX_DEPTH = ByteArrayEncoder.MAX_DEPTH;

  /** The field that is being read; after an exception the one that was. */
  CurrentField currentField();

  /** The next value. After an exception this reader is still good for another payload. */
  @Nullable Object read(BoundedDecoder payload) throws IOException;

  /**
   * Avro's state machine for a pair of schemas; costly, so it is made once for a reader. It applies
   * the reader's aliases itself; applied beforehand too, as Avro's own readers do, a field would be
   * renamed twice where its new name is another field's alias.
   *
   * @throws InvalidSchemaException when Avro cannot make one
   */
  static ResolvingDecoder newResolver(Schema writer, Schema reader) {
    SchemaResolution.checkForAvro(writer, reader);
    try {
      return DecoderFactory.get().resolvingDecoder(writer, reader, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
