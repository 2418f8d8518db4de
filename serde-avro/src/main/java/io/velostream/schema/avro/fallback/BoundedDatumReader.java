// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.resolution.SchemaResolution;
import io.velostream.schema.model.InvalidSchemaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/** A reader of Avro's own code for one pair of schemas. Not thread-safe. */
public interface BoundedDatumReader {

  /** The field that is being read, or was being read when an exception was thrown. */
  CurrentField currentField();

  /** Reads a value. The reader remains usable after an exception. */
  @Nullable Object read(BoundedDecoder payload) throws IOException;

  /**
   * Creates Avro's state machine for a pair of schemas. Expensive, so it is created once per
   * reader. It applies the reader's aliases itself. Avro's own readers also apply them beforehand,
   * which renames a field twice if its new name is an alias of another field.
   *
   * @throws InvalidSchemaException when Avro cannot create one
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
