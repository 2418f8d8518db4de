// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.connect.data.DataFormat;
import io.velostream.schema.connect.data.UnfitValues;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Connect's schemas and values as JSON Schema, by the codec of JSON values. */
public final class JsonData implements DataFormat<JsonSchema> {

  /** The schema of values without one: it accepts every value. */
  private static final String ANYTHING = "{}";

  private final JsonCodec codec;
  private final JsonOptions options;

  private JsonData(JsonCodec codec, JsonOptions options) {
    this.codec = codec;
    this.options = options;
  }

  /** Creates the conversions of values that are written. */
  public static JsonData forSerializer(SerdeConfig config) {
    return new JsonData(JsonCodec.forSerializer(config), JsonOptions.of(config));
  }

  /** Creates the conversions of values that are read. */
  public static JsonData forDeserializer(SerdeConfig config) {
    return new JsonData(JsonCodec.forDeserializer(config, JsonNode.class), JsonOptions.of(config));
  }

  @Override
  public SchemaFormat<JsonSchema> format() {
    return codec.format();
  }

  @Override
  public JsonSchema schemaOf(@Nullable Schema schema) {
    return JsonSchema.parse(schema == null ? ANYTHING : JsonSchemas.of(schema, options).toString());
  }

  @Override
  public ValueEncoder encoder(JsonSchema registered, JsonSchema own, SchemaAndValue sample) {
    Schema schema = sample.schema();
    ToJson conversion = schema == null ? FreeValues::toJson : ToJson.of(schema, options);
    ValueEncoder encoder =
        codec.encoder(registered, new JsonWithSchema(own, converted(conversion, sample)));
    return (value, frame) ->
        encoder.encode(new JsonWithSchema(own, converted(conversion, value)), frame);
  }

  private static JsonNode converted(ToJson conversion, Object value) {
    try {
      return conversion.apply(((SchemaAndValue) value).value());
    } catch (DataException e) {
      throw UnfitValues.of(e);
    } catch (ClassCastException e) {
      throw new InvalidValueException(
          "a value of "
              + Objects.requireNonNull(((SchemaAndValue) value).value()).getClass()
              + " does not fit its schema "
              + ((SchemaAndValue) value).schema(),
          e);
    }
  }

  @Override
  public ValueDecoder decoder(JsonSchema writer, @Nullable JsonSchema reader, boolean isStandard) {
    JsonSchema json = reader == null ? writer : reader;
    ValueDecoder decoder = codec.decoder(writer, reader);
    if (json.root().isEmpty()) {
      return new ConnectDecoder(decoder, FreeValues::toConnect, null);
    }
    Schema schema = ConnectSchemas.of(json, options);
    return new ConnectDecoder(decoder, ToConnect.of(schema, options), schema);
  }

  /** Decodes values and gives them their schema. */
  private record ConnectDecoder(ValueDecoder decoder, ToConnect conversion, @Nullable Schema schema)
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
      try {
        return new SchemaAndValue(schema, conversion.apply((JsonNode) value));
      } catch (DataException e) {
        throw UnfitValues.of(e);
      }
    }
  }
}
