// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.parsing.ResolvingGrammarGenerator;
import org.apache.avro.util.internal.Accessor;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes the defaults of fields by Avro's own code. */
final class FieldDefaults {

  private FieldDefaults() {}

  /** Encodes the default of a field. */
  static byte[] encode(Schema.Field field) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
      ResolvingGrammarGenerator.encode(out, field.schema(), Accessor.defaultValue(field));
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Decodes a default to a generic value. */
  static @Nullable Object decode(Schema schema, byte[] encoded) {
    try {
      return new GenericDatumReader<@Nullable Object>(schema)
          .read(null, DecoderFactory.get().binaryDecoder(encoded, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
