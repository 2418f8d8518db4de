// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.data;

import io.velostream.schema.connect.config.ConverterKeys;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes values of Connect, each with its schema. Schemas are converted once.
 *
 * @param <S> the format's parsed schema
 */
public final class ConnectCodec<S> implements SchemaCodec<S> {

  /** The shape of values without a schema. */
  private static final Object NO_SCHEMA = new Object();

  private final DataFormat<S> data;
  private final BoundedCache<Object, S> schemas;

  /**
   * Creates a codec.
   *
   * @param data the conversions of the format
   * @param config a configuration with the keys of converters
   */
  public ConnectCodec(DataFormat<S> data, SerdeConfig config) {
    this.data = data;
    this.schemas =
        new BoundedCache<>(
            Math.max(
                config.number(ConverterKeys.CACHE_SIZE),
                config.number(ConverterKeys.CACHE_CONFIG)));
  }

  @Override
  public SchemaFormat<S> format() {
    return data.format();
  }

  @Override
  public Object shapeOf(Object value) {
    Schema schema = ((SchemaAndValue) value).schema();
    return schema == null ? NO_SCHEMA : schema;
  }

  @Override
  public boolean hasOwnSchema(Object value) {
    return true;
  }

  @Override
  public S schemaOf(Object value) {
    Schema schema = ((SchemaAndValue) value).schema();
    return ofSchemas(() -> schemas.get(shapeOf(value), shape -> data.schemaOf(schema)));
  }

  @Override
  public ValueEncoder encoder(S registered, Object sample) {
    S own = schemaOf(sample);
    return ofSchemas(() -> data.encoder(registered, own, (SchemaAndValue) sample));
  }

  @Override
  public ValueDecoder decoder(S writer, @Nullable S reader) {
    return ofSchemas(() -> data.decoder(writer, reader, false));
  }

  @Override
  public ValueDecoder standardDecoder(S writer, @Nullable S reader) {
    return ofSchemas(() -> data.decoder(writer, reader, true));
  }

  /** Converts schemas, whose failures tell nothing of a record. */
  private static <T> T ofSchemas(Supplier<T> conversion) {
    try {
      return conversion.get();
    } catch (DataException e) {
      throw invalid(e);
    }
  }

  private static InvalidSchemaException invalid(RuntimeException cause) {
    return new InvalidSchemaException(String.valueOf(cause.getMessage()), cause);
  }

  @Override
  public String text(Object value) {
    return String.valueOf(((SchemaAndValue) value).value());
  }
}
