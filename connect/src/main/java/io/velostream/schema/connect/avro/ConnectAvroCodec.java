// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.connect.config.BoundedCache;
import io.velostream.schema.connect.config.ConverterKeys;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes values of Connect, each with its schema, by the codec of generic Avro values.
 * Conversions of schemas and values are made once for each schema.
 */
public final class ConnectAvroCodec implements SchemaCodec<Schema> {

  private final AvroCodec codec;
  private final AvroOptions options;
  private final BoundedCache<org.apache.kafka.connect.data.Schema, Schema> avroSchemas;

  private ConnectAvroCodec(AvroCodec codec, SerdeConfig config) {
    this.codec = codec;
    this.options = AvroOptions.of(config);
    this.avroSchemas =
        new BoundedCache<>(
            Math.max(
                config.number(ConverterKeys.CACHE_SIZE),
                config.number(ConverterKeys.CACHE_CONFIG)));
  }

  /** Creates a codec for values that are written. */
  public static ConnectAvroCodec forSerializer(SerdeConfig config) {
    return new ConnectAvroCodec(AvroCodec.forSerializer(config), config);
  }

  /** Creates a codec for values that are read. */
  public static ConnectAvroCodec forDeserializer(SerdeConfig config) {
    return new ConnectAvroCodec(AvroCodec.forDeserializer(config), config);
  }

  @Override
  public SchemaFormat<Schema> format() {
    return codec.format();
  }

  @Override
  public Object shapeOf(Object value) {
    return connectSchema(value);
  }

  @Override
  public boolean hasOwnSchema(Object value) {
    return true;
  }

  @Override
  public Schema schemaOf(Object value) {
    return avroSchema(connectSchema(value));
  }

  private Schema avroSchema(org.apache.kafka.connect.data.Schema schema) {
    try {
      return avroSchemas.get(schema, each -> AvroSchemas.of(each, options));
    } catch (AvroRuntimeException e) {
      throw new InvalidSchemaException(
          "the schema "
              + schema.name()
              + " cannot be an Avro schema: "
              + e.getMessage()
              + "; "
              + ConverterKeys.SCRUB_NAMES
              + "=true replaces what names must not have",
          e);
    }
  }

  private static org.apache.kafka.connect.data.Schema connectSchema(Object value) {
    org.apache.kafka.connect.data.Schema schema = ((SchemaAndValue) value).schema();
    if (schema == null) {
      throw new DataException(
          "a value without a schema cannot be written in Avro; let the source or a transformation"
              + " give it one");
    }
    return schema;
  }

  @Override
  public ValueEncoder encoder(Schema registered, Object sample) {
    org.apache.kafka.connect.data.Schema schema = connectSchema(sample);
    Schema own = avroSchema(schema);
    ToAvro conversion = ToAvro.of(schema, own);
    Object converted = conversion.apply(((SchemaAndValue) sample).value());
    ValueEncoder encoder = encoder(registered, own, converted);
    return (value, frame) ->
        encoder.encode(required(conversion.apply(((SchemaAndValue) value).value())), frame);
  }

  private static Object required(@Nullable Object converted) {
    return Objects.requireNonNull(converted, "a null has no bytes");
  }

  private ValueEncoder encoder(Schema registered, Schema own, @Nullable Object sample) {
    if (own.getType() == Schema.Type.BYTES && registered.getType() == Schema.Type.BYTES) {
      return codec.encoder(Schema.create(Schema.Type.BYTES), ByteBuffer.allocate(0));
    }
    if (sample instanceof GenericRecord record && !own.isUnion()) {
      return codec.encoder(registered, record);
    }
    // A map has no schema of its own: values of any kind are written in the given one.
    return codec.encoder(registered.equals(own) ? own : registered, Map.of());
  }

  @Override
  public ValueDecoder decoder(Schema writer, @Nullable Schema reader) {
    Schema avro = reader == null ? writer : reader;
    org.apache.kafka.connect.data.Schema schema = ConnectSchemas.of(avro, options);
    return new ConnectDecoder(codec.decoder(writer, reader), ToConnect.of(avro, schema), schema);
  }

  @Override
  public String text(Object value) {
    return String.valueOf(((SchemaAndValue) value).value());
  }

  /** Decodes values and gives them their schema. */
  private record ConnectDecoder(
      ValueDecoder decoder, ToConnect conversion, org.apache.kafka.connect.data.Schema schema)
      implements ValueDecoder {

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
      return converted(decoder.decode(bytes, offset, length));
    }

    @Override
    public Object decode(ByteBuffer payload) {
      return converted(decoder.decode(payload));
    }

    private SchemaAndValue converted(@Nullable Object value) {
      return new SchemaAndValue(schema, conversion.apply(value));
    }
  }
}
