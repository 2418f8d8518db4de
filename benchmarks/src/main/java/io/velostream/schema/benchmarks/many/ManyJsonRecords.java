// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.many;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON document of each of many schemas, by codecs that are made when first used. */
public final class ManyJsonRecords implements ManyRows {

  private final Object[] values;
  private final byte[][] payloads;
  private final FirstUseCodecs<JsonSchema> codecs;

  public ManyJsonRecords(ManyJsonTypes types, int count, boolean validates) {
    this.values = new Object[count];
    this.payloads = new byte[count][];
    JsonCodec writing =
        JsonCodec.forSerializer(
            SerdeConfig.forSerializer(config(validates, null), false, JsonKeys.serializer()));
    ObjectMapper mapper = new ObjectMapper();
    Map<Class<?>, JsonCodec> byType = new HashMap<>();
    List<JsonCodec> reading = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values[i] = types.value(i);
      payloads[i] = bytes(mapper, values[i]);
      types.schema(i); // parsed, as what a resolver gives is
      reading.add(byType.computeIfAbsent(types.type(i), type -> reading(validates, type)));
    }
    this.codecs = new FirstUseCodecs<>(types::schema, writing, reading);
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
    return codecs.read(number, payloads[number]);
  }

  @Override
  public Object write(int number) {
    return codecs.write(number, values[number]);
  }

  /** Bare Jackson: one mapper, as its documentation shows it. */
  public static final class Jackson implements ManyRows {

    private final ObjectMapper mapper = new ObjectMapper();
    private final ManyJsonTypes types;
    private final Object[] values;
    private final byte[][] payloads;

    public Jackson(ManyJsonTypes types, int count) {
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
