// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.json.JsonCodec;
import io.velostream.schema.json.JsonKeys;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.SerdeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One JSON document of each of many schemas, by codecs that are made when first used. */
final class ManyJsonRecords implements ManyRows {

  private static final byte[] FRAME = {0, 0, 0, 0, 1};

  private final ManyJsonTypes types;
  private final Object[] values;
  private final byte[][] payloads;
  private final ValueDecoder[] decoders;
  private final ValueEncoder[] encoders;
  private final JsonCodec writing;
  private final JsonCodec[] reading;

  ManyJsonRecords(ManyJsonTypes types, int count, boolean validates) {
    this.types = types;
    this.values = new Object[count];
    this.payloads = new byte[count][];
    this.decoders = new ValueDecoder[count];
    this.encoders = new ValueEncoder[count];
    this.reading = new JsonCodec[count];
    this.writing =
        JsonCodec.forSerializer(
            SerdeConfig.forSerializer(config(validates, null), false, JsonKeys.serializer()));
    ObjectMapper mapper = new ObjectMapper();
    Map<Class<?>, JsonCodec> codecs = new HashMap<>();
    for (int i = 0; i < count; i++) {
      values[i] = types.value(i);
      payloads[i] = bytes(mapper, values[i]);
      types.schema(i); // parsed, as what a resolver gives is
      reading[i] = codecs.computeIfAbsent(types.type(i), type -> reading(validates, type));
    }
  }

  private static JsonCodec reading(boolean validates, Class<?> type) {
    return JsonCodec.forDeserializer(
        SerdeConfig.forDeserializer(config(validates, type), false, JsonKeys.deserializer()));
  }

  private static Map<String, Object> config(boolean validates, @Nullable Class<?> type) {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", "mock://many");
    config.put(JsonKeys.FAIL_INVALID_SCHEMA, validates);
    if (type != null) {
      config.put(JsonKeys.VALUE_TYPE, type);
    }
    return config;
  }

  private static byte[] bytes(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Object read(int number) {
    ValueDecoder decoder = decoders[number];
    if (decoder == null) {
      decoder = reading[number].decoder(types.schema(number), null);
      decoders[number] = decoder;
    }
    byte[] payload = payloads[number];
    return Objects.requireNonNull(decoder.decode(payload, 0, payload.length));
  }

  @Override
  public Object write(int number) {
    ValueEncoder encoder = encoders[number];
    if (encoder == null) {
      encoder = writing.encoder(types.schema(number), values[number]);
      encoders[number] = encoder;
    }
    return encoder.encode(values[number], FRAME);
  }

  /** Bare Jackson: one mapper, as its documentation shows it. */
  static final class Jackson implements ManyRows {

    private final ObjectMapper mapper = new ObjectMapper();
    private final ManyJsonTypes types;
    private final Object[] values;
    private final byte[][] payloads;

    Jackson(ManyJsonTypes types, int count) {
      this.types = types;
      this.values = new Object[count];
      this.payloads = new byte[count][];
      ObjectMapper other = new ObjectMapper();
      for (int i = 0; i < count; i++) {
        values[i] = types.value(i);
        payloads[i] = bytes(other, values[i]);
      }
    }

    @Override
    public Object read(int number) {
      try {
        return mapper.readValue(payloads[number], types.type(number));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Object write(int number) {
      return bytes(mapper, values[number]);
    }
  }
}
