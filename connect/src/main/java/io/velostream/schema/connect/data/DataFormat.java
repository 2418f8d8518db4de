// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.data;

import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ConnectCodec} needs of a format. Implementations are safe for use by many threads.
 *
 * @param <S> the format's parsed schema
 */
public interface DataFormat<S> {

  /** The schema language. */
  SchemaFormat<S> format();

  /**
   * Returns the schema of the format for one of Connect. Called once for each.
   *
   * @param schema null for values without a schema
   * @throws org.apache.kafka.connect.errors.DataException if the format has none like it
   * @throws io.velostream.schema.model.InvalidSchemaException if the format refuses it
   */
  S schemaOf(@Nullable Schema schema);

  /**
   * Creates an encoder for {@link SchemaAndValue}s.
   *
   * @param registered the schema of the encoded data
   * @param own what {@link #schemaOf} made of the schema of the sample
   * @param sample any value of the shape
   */
  ValueEncoder encoder(S registered, S own, SchemaAndValue sample);

  /**
   * Creates a decoder to {@link SchemaAndValue}s.
   *
   * @param writer the writer schema of the data
   * @param reader the reader schema; null for that of the data
   * @param isStandard whether the data has the standard encoding of the format
   */
  ValueDecoder decoder(S writer, @Nullable S reader, boolean isStandard);
}
