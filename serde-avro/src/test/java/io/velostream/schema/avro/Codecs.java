// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.compiled.io.BufferWindow;
import io.velostream.schema.avro.compiled.io.TypeUsage;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** Codecs made from configurations, and the shortest ways through them. */
public final class Codecs {

  public static final byte[] NO_FRAME = {};

  private Codecs() {}

  /** A parsed schema. */
  public static Schema schema(String text) {
    return new Schema.Parser().parse(text.replace('\'', '"'));
  }

  /** Makes a class for each record type after a batch of records, where that can be. */
  public static AvroCodec writing(Object... settings) {
    return AvroCodec.forSerializer(
        SerdeConfig.forSerializer(map(settings), false, AvroKeys.serializer()),
        TypeUsage::generate);
  }

  /** Makes a class for each record type after a batch of records, where that can be. */
  public static AvroCodec reading(Object... settings) {
    return AvroCodec.forDeserializer(
        SerdeConfig.forDeserializer(map(settings), false, AvroKeys.deserializer()),
        TypeUsage::generate,
        BufferWindow::new);
  }

  /** Leaves all records to the code that all types share. */
  public static AvroCodec sharedWriting(Object... settings) {
    return AvroCodec.forSerializer(
        SerdeConfig.forSerializer(map(settings), false, AvroKeys.serializer()), use -> {});
  }

  /** Leaves all records to the code that all types share. */
  public static AvroCodec sharedReading(Object... settings) {
    return AvroCodec.forDeserializer(
        SerdeConfig.forDeserializer(map(settings), false, AvroKeys.deserializer()),
        use -> {},
        BufferWindow::new);
  }

  public static Map<String, Object> map(Object... settings) {
    Map<String, Object> map = new HashMap<>();
    map.put("schema.registry.url", "mock://codecs");
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    return map;
  }

  /** The payload of a value in a registered schema. */
  public static byte[] encode(AvroCodec codec, Schema registered, Object value) {
    return codec.encoder(registered, value).encode(value, NO_FRAME);
  }

  /** The payload of a value in its own schema. */
  public static byte[] encode(Object value) {
    AvroCodec codec = writing(AvroKeys.REFLECTION, true, AvroKeys.LOGICAL_TYPES, true);
    return encode(codec, codec.schemaOf(value), value);
  }

  public static Object decode(AvroCodec codec, Schema writer, byte[] payload) {
    return decode(codec.decoder(writer, null), payload);
  }

  public static Object decode(ValueDecoder decoder, byte[] payload) {
    return decoder.decode(payload, 0, payload.length);
  }
}
