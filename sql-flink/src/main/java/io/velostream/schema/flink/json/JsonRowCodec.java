// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.velostream.schema.flink.row.RowMetadata;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.codec.JsonMappers;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Encodes rows as JSON and decodes JSON as rows: as {@link JsonCodec} does, which validates, with a
 * mapper that has readers and writers of the columns.
 */
public final class JsonRowCodec implements SchemaCodec<JsonSchema> {

  private final SerdeConfig config;
  private final RowType row;
  private final RowMetadata metadata;

  private @Nullable JsonSchema derived;

  private JsonRowCodec(SerdeConfig config, RowType row, RowMetadata metadata) {
    this.config = config;
    this.row = row;
    this.metadata = metadata;
  }

  /** Creates a codec that reads. */
  public static JsonRowCodec forReading(SerdeConfig config, RowType row, RowMetadata metadata) {
    return new JsonRowCodec(config, row, metadata);
  }

  /** Creates a codec that writes. */
  public static JsonRowCodec forWriting(SerdeConfig config, RowType row) {
    return new JsonRowCodec(config, row, RowMetadata.NONE);
  }

  private static Map<String, Object> with(SerdeConfig config, ObjectMapper mapper) {
    Map<String, Object> configs = new HashMap<>(config.originals());
    configs.put(JsonKeys.OBJECT_MAPPER, mapper);
    return configs;
  }

  @Override
  public SchemaFormat<JsonSchema> format() {
    return JsonFormat.INSTANCE;
  }

  @Override
  public Object shapeOf(Object value) {
    return row;
  }

  @Override
  public boolean hasOwnSchema(Object value) {
    return false;
  }

  /** Benign data race: all threads derive an equal schema. */
  @Override
  public JsonSchema schemaOf(Object value) {
    JsonSchema known = derived;
    if (known == null) {
      known = JsonSchema.parse(JsonRowSchemas.of(row).toString());
      derived = known;
    }
    return known;
  }

  @Override
  public ValueEncoder encoder(JsonSchema registered, Object sample) {
    JsonColumnWriters.Writer writer = JsonColumnWriters.row(row, registered, registered.root(), "");
    SimpleModule module =
        new SimpleModule("velostream-rows").addSerializer(RowData.class, new RowSerializer(writer));
    ObjectMapper mapper = JsonMappers.forTrees(config, false).registerModule(module);
    SerdeConfig withMapper =
        SerdeConfig.forSerializer(
            with(config, mapper), config.isKey(), JsonKeys.serializer(), JsonKeys.deserializer());
    return JsonCodec.forSerializer(withMapper, RowData.class).encoder(registered, sample);
  }

  @Override
  public ValueDecoder decoder(JsonSchema writer, @Nullable JsonSchema reader) {
    return reading(writer, reader, new Object[metadata.count()]);
  }

  @Override
  public ValueDecoder decoder(
      RegisteredSchema registered,
      JsonSchema writer,
      @Nullable JsonSchema reader,
      boolean isStandard) {
    try {
      return reading(writer, reader, metadata.values(registered));
    } catch (InvalidSchemaException e) {
      throw metadata.mismatch(registered, e);
    }
  }

  private ValueDecoder reading(
      JsonSchema writer, @Nullable JsonSchema reader, @Nullable Object[] values) {
    JsonColumnReaders.Reader columns =
        JsonColumnReaders.row(row, metadata.count(), writer, writer.root(), "");
    SimpleModule module =
        new SimpleModule("velostream-rows")
            .addDeserializer(GenericRowData.class, new RowDeserializer(columns));
    ObjectMapper mapper =
        JsonMappers.forTrees(config, config.flag(JsonKeys.FAIL_DUPLICATE_KEYS))
            .registerModule(module);
    SerdeConfig withMapper =
        SerdeConfig.forDeserializer(
            with(config, mapper), config.isKey(), JsonKeys.deserializer(), JsonKeys.serializer());
    ValueDecoder decoder =
        JsonCodec.forDeserializer(withMapper, GenericRowData.class).decoder(writer, reader);
    return values.length == 0 ? decoder : new WithMetadata(decoder, row.getFieldCount(), values);
  }

  private static final class WithMetadata implements ValueDecoder {

    private final ValueDecoder decoder;
    private final int first;
    private final @Nullable Object[] values;

    WithMetadata(ValueDecoder decoder, int first, @Nullable Object[] values) {
      this.decoder = decoder;
      this.first = first;
      this.values = values;
    }

    @Override
    public @Nullable Object decode(byte[] bytes, int offset, int length) {
      return completed(decoder.decode(bytes, offset, length));
    }

    @Override
    public @Nullable Object decode(ByteBuffer payload) {
      return completed(decoder.decode(payload));
    }

    private @Nullable Object completed(@Nullable Object value) {
      if (value instanceof GenericRowData row) {
        for (int i = 0; i < values.length; i++) {
          row.setField(first + i, values[i]);
        }
      }
      return value;
    }
  }

  private static final class RowDeserializer extends JsonDeserializer<GenericRowData> {

    private final JsonColumnReaders.Reader reader;

    RowDeserializer(JsonColumnReaders.Reader reader) {
      this.reader = reader;
    }

    @Override
    public @Nullable GenericRowData deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return (GenericRowData) reader.read(in);
    }
  }

  private static final class RowSerializer extends JsonSerializer<RowData> {

    private final JsonColumnWriters.Writer writer;

    RowSerializer(JsonColumnWriters.Writer writer) {
      this.writer = writer;
    }

    @Override
    public void serialize(RowData value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      writer.write(value, out);
    }
  }
}
