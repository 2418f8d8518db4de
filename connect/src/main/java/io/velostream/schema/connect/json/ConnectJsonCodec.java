// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.connect.config.ConverterKeys;
import io.velostream.schema.connect.data.BoundedCache;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes values of Connect, each with its schema, by the codec of JSON values. */
public final class ConnectJsonCodec implements SchemaCodec<JsonSchema> {

  private final JsonCodec codec;
  private final JsonOptions options;
  private final BoundedCache<Schema, JsonSchema> jsonSchemas;

  private ConnectJsonCodec(JsonCodec codec, SerdeConfig config) {
    this.codec = codec;
    this.options = JsonOptions.of(config);
    this.jsonSchemas =
        new BoundedCache<>(
            Math.max(
                config.number(ConverterKeys.CACHE_SIZE),
                config.number(ConverterKeys.CACHE_CONFIG)));
  }

  /** Creates a codec for values that are written. */
  public static ConnectJsonCodec forSerializer(SerdeConfig config) {
    return new ConnectJsonCodec(JsonCodec.forSerializer(config), config);
  }

  /** Creates a codec for values that are read. */
  public static ConnectJsonCodec forDeserializer(SerdeConfig config) {
    return new ConnectJsonCodec(JsonCodec.forDeserializer(config, JsonNode.class), config);
  }

  @Override
  public SchemaFormat<JsonSchema> format() {
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
  public JsonSchema schemaOf(Object value) {
    return jsonSchemas.get(
        connectSchema(value),
        schema -> JsonSchema.parse(JsonSchemas.of(schema, options).toString()));
  }

  private static Schema connectSchema(Object value) {
    Schema schema = ((SchemaAndValue) value).schema();
    if (schema == null) {
      throw new DataException(
          "a value without a schema cannot be written with a JSON Schema; let the source or a"
              + " transformation give it one");
    }
    return schema;
  }

  @Override
  public ValueEncoder encoder(JsonSchema registered, Object sample) {
    JsonSchema own = schemaOf(sample);
    ToJson conversion = ToJson.of(connectSchema(sample), options);
    JsonNode converted = conversion.apply(((SchemaAndValue) sample).value());
    ValueEncoder encoder = codec.encoder(registered, new JsonWithSchema(own, converted));
    return (value, frame) ->
        encoder.encode(
            new JsonWithSchema(own, conversion.apply(((SchemaAndValue) value).value())), frame);
  }

  @Override
  public ValueDecoder decoder(JsonSchema writer, @Nullable JsonSchema reader) {
    JsonSchema json = reader == null ? writer : reader;
    Schema schema = ConnectSchemas.of(json.root(), options);
    return new ConnectDecoder(codec.decoder(writer, reader), ToConnect.of(schema, options), schema);
  }

  @Override
  public String text(Object value) {
    return String.valueOf(((SchemaAndValue) value).value());
  }

  /** Decodes values and gives them their schema. */
  private record ConnectDecoder(ValueDecoder decoder, ToConnect conversion, Schema schema)
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
      return new SchemaAndValue(schema, conversion.apply((JsonNode) value));
    }
  }
}
